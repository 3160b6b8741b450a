import { z } from "zod";

/** A text of the configuration that can't be left empty: a name, a path, an address. */
export const nonEmpty = z.string().min(1);
