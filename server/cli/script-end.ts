/** How a script that `moonpost run` started may run and end. */
import type { ScriptFailure } from "../../runtime/instance.ts";

/** The person who runs a script can stop it: only the machine limits it. */
export const NO_LIMITS = {
  fuel: Number.MAX_SAFE_INTEGER,
  memoryBytes: Number.POSITIVE_INFINITY,
  deadlineMs: Number.POSITIVE_INFINITY,
} as const;

/** The lines that stderr gets of a failure, as bytes: message and traceback. */
export function failureText({ kind, message, traceback }: Pick<ScriptFailure, "kind" | "message" | "traceback">): string {
  const prefix = kind === "bug" ? "a defect of Moonpost: " : "";
  return `${prefix}${message}\n${traceback === "" ? "" : `${traceback}\n`}`;
}

/** Text as a Lua string: one char a byte of its UTF-8. */
export function bytesOf(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
