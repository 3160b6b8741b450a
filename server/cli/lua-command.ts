/**
 * `moonpost run --lua 5.x`: the `lua` program of that version. Its options are read by `lua-options.ts`; what they ask for is done by
 * `lua-program.ts`.
 *
 * Governing text: Lua 5.1 manual §6, Lua 5.2 manual §7; lua.c (`pmain`) of 5.0.3, 5.1.5, 5.2.4.
 */
import { join } from "node:path";
import type { Dialect } from "../../compiler/ast.ts";
import { EXIT } from "../operator-error.ts";
import { tuneV8 } from "../v8-flags.ts";
import { PACKAGE_FOLDER } from "../version.ts";
import { type LuaOptions, luaUsage, readLuaOptions } from "./lua-options.ts";
import { LuaProgram } from "./lua-program.ts";
import { bytesOf } from "./script-end.ts";

/**
 * Runs the program with these arguments and gives its exit code. `command` is what `arg` and messages call it; without one, messages begin
 * with `moonpost`, and `arg` has the path of a program that does the same, so that scripts can start it. `stops`: a debugger stops where the first chunk begins.
 */
export async function luaCommand(
  args: readonly string[],
  dialect: Dialect,
  command: string | undefined,
  stops: boolean,
): Promise<number> {
  const options = readLuaOptions(args, dialect);
  const name = command ?? "moonpost";
  tuneV8();
  const program = new LuaProgram(dialect, bytesOf(name), stops, "ignoreEnvironment" in options && options.ignoreEnvironment);
  const argv = [command ?? join(PACKAGE_FOLDER, "bin", `lua${dialect}`), ...args];
  const done =
    "wrong" in options
      ? await refuse(program, luaUsage(name, options, dialect), dialect)
      : await runAll(program, options, dialect, argv);
  await program.close();
  return done ? EXIT.ok : EXIT.failed;
}

/** Tells how the command is used. 5.2 reads its options first, the others what the environment asks for. */
async function refuse(program: LuaProgram, usage: string, dialect: Dialect): Promise<false> {
  if (dialect !== "5.2" && !(await program.initialise())) return false;
  process.stderr.write(usage);
  return false;
}

/** `argv` begins with the command. False after the first failure. */
async function runAll(
  program: LuaProgram,
  { version, interactive, ignoreEnvironment, steps, script }: LuaOptions,
  dialect: Dialect,
  argv: readonly string[],
): Promise<boolean> {
  const idle = script === undefined && !version && !steps.some(({ kind }) => kind === "execute");
  const prompting = interactive || (idle && process.stdin.isTTY);
  const versionFirst = version && dialect === "5.2";
  if (versionFirst) program.sayVersion();
  if (!ignoreEnvironment && !(await program.initialise())) return false;
  if ((version || prompting) && !versionFirst) program.sayVersion();
  for (const { kind, text } of steps) {
    const done =
      kind === "require"
        ? await program.requireLibrary(bytesOf(text))
        : await program.runText(bytesOf(text), dialect === "5.0" ? "=<command line>" : "=(command line)");
    if (!done) return false;
  }
  if (script !== undefined && !(await program.runScript(argv, script + 1))) return false;
  if (prompting) await program.prompt();
  else if (idle) await program.runFile(undefined, []); // lua.c passes over how this ends
  return true;
}
