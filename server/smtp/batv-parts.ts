/** BATV as the configuration says it. */
import type { Config } from "../config.ts";
import { EXIT, OperatorError } from "../operator-error.ts";
import { Batv } from "./batv.ts";
import type { BatvParts } from "./smtp-parts.ts";

/** Undefined without a key. Throws an `OperatorError` if BATV is on and has no key. */
export function batvParts({ enabled, key, validDays, untaggedBounces }: Config["batv"]): BatvParts | undefined {
  const secret = key.startsWith("env:") ? fromEnvironment(key.slice("env:".length)) : key;
  if (secret !== "") return { enabled, tags: new Batv({ key: secret, validDays }), untaggedBounces };
  if (!enabled) return undefined;
  throw new OperatorError("batv.key: expected a secret text because batv.enabled is true, found none: set it", EXIT.usage);
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value !== undefined && value !== "") return value;
  throw new OperatorError(`batv.key: expected the environment variable ${name}, found none: set it, or change the configuration`);
}
