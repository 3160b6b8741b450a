/**
 * Makes `moonpost.schema.json` from `config.ts`, for editors. `node server/schema-file.ts` (`npm run schema`) writes it; a test
 * checks that the committed file is what this makes.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { configSchema } from "./config.ts";

/** The JSON schema's text, with a line end. */
export function schemaText(): string {
  const { $schema, ...rest } = z.toJSONSchema(configSchema, { io: "input" });
  return `${JSON.stringify({ $schema, title: "Moonpost configuration", ...rest }, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(fileURLToPath(new URL("../moonpost.schema.json", import.meta.url)), schemaText());
}
