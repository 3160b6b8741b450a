/** How a program ended, as 5.2 tells it. Governing text: Lua 5.2 manual §6.9 `os.execute`, §6.8 `file:close`. */
import type { ProgramEnd } from "../host.ts";
import { triple } from "../results.ts";
import type { Result } from "../value.ts";

/** true or nil, `exit` or `signal`, the number. */
export function endResult({ kind, code }: ProgramEnd): Result {
  return triple(kind === "exit" && code === 0 ? true : undefined, kind, code);
}
