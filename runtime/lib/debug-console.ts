/**
 * `debug.debug`: runs lines of Lua from the standard input until one of them is `cont`.
 *
 * Governing text: Lua 5.1 manual §5.9 (`debug.debug`).
 */
import { LuaError } from "../error.ts";
import { granted, type HostProcess } from "../host.ts";
import { type Frame, rt } from "../machine.ts";
import { none, suspended } from "../results.ts";
import { plainText } from "../tostring.ts";
import type { Result } from "../value.ts";
import { standardInput } from "./io.ts";
import { loadText } from "./load.ts";
import { resumable } from "./resumable.ts";

const PROMPT = "lua_debug> ";
const END = "cont\n";

/** `debug.debug ()`: waits for the standard input, which the host must grant; errors of the lines are printed, not raised. */
export function debug(): Result {
  return resumable(console(granted(rt.realm.host.process, "debug.debug")));
}

function* console({ stderr }: HostProcess): Frame {
  const input = standardInput();
  for (;;) {
    stderr.write(PROMPT);
    const line = input.readLine(true);
    if (line === undefined || line === END) return none();
    const loaded = loadText(line, { chunkName: "=(debug command)", mode: "bt", environment: rt.realm.globals });
    if ("refusal" in loaded) {
      stderr.write(`${loaded.refusal}\n`);
      continue;
    }
    try {
      if (suspended(loaded.main())) yield;
    } catch (error) {
      if (!(error instanceof LuaError)) throw error;
      stderr.write(`${typeof error.value === "object" ? "(null)" : plainText(error.value)}\n`);
    }
  }
}
