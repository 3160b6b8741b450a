/**
 * The arguments of `moonpost run`, read without the library that reads all others (command-line.ts): with what Node loads for it, it would be a tenth
 * of the time to the first line of Lua. What asks for help, and what is wrong, is left to it.
 */
import type { Dialect } from "../../compiler/ast.ts";

export const DIALECTS: readonly Dialect[] = ["vpop3", "5.0", "5.1", "5.2"];

export interface RunArguments {
  readonly lua: Dialect;
  /** What `arg` calls the command, and messages begin with. */
  readonly command: string | undefined;
  /** The script, or the first option of the `lua` program, and what follows. */
  readonly operands: readonly string[];
}

/** `argv` is what follows `run`; undefined: it asks for help or is wrong. */
export function readRunArguments(argv: readonly string[]): RunArguments | undefined {
  let lua: Dialect | undefined = "vpop3";
  let command: string | undefined;
  let at = 0;
  for (; at < argv.length; at++) {
    const [, name, joined] = /^(--lua|--command|--help|-h|--)(?:=(.*))?$/s.exec(argv[at] ?? "") ?? [];
    if (name === undefined) break;
    if (name === "--" && joined === undefined) {
      at++;
      break;
    }
    const value = joined ?? argv[++at];
    if (value === undefined) return undefined;
    if (name === "--lua") lua = DIALECTS.find((dialect) => dialect === value);
    else if (name === "--command") command = value;
    else return undefined;
  }
  return lua && { lua, command, operands: argv.slice(at) };
}
