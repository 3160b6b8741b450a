/**
 * `moonpost run`: executes a script once, as VPOP3 does on demand. What it prints goes to stdout; an error ends it with a message and a
 * traceback on stderr. With `--lua 5.x` it is that version's `lua` program.
 *
 * Governing text: VPOP3.md §1.4.
 */
import type { Environment } from "../../runtime/globals.ts";
import { createInstance } from "../../runtime/instance.ts";
import { createTemplate } from "../../runtime/lib/globals-template.ts";
import { LuaTable } from "../../runtime/table.ts";
import { readFileSync } from "../file-system.ts";
import { runHost } from "../host/run-host.ts";
import { EXIT, OperatorError } from "../operator-error.ts";
import { compileAtRunTime } from "../scripts/compile-at-run-time.ts";
import { tuneV8 } from "../v8-flags.ts";
import { luaCommand } from "./lua-command.ts";
import { readScriptFile } from "./read-scripts.ts";
import type { RunArguments } from "./run-arguments.ts";
import { bytesOf, failureText, NO_LIMITS } from "./script-end.ts";

/** Gives the exit code. `stops`: a debugger stops where the first chunk begins. */
export async function runCommand({ lua, command, operands }: RunArguments, stops = false): Promise<number> {
  if (lua !== "vpop3") return luaCommand(operands, lua, command, stops);
  const [path, ...args] = operands;
  if (path === undefined) throw new OperatorError("missing argument 'FILE'; see moonpost run --help", EXIT.usage);
  if (path !== "-" && path.startsWith("-")) {
    const remedy = /^-[elivE]/.test(path) ? "; with --lua 5.1 run is the lua program, which has it" : "";
    throw new OperatorError(`unknown option '${path}'${remedy}; see moonpost run --help`, EXIT.usage);
  }
  return runScript(path, args, command ?? "moonpost", stops);
}

async function runScript(path: string, args: readonly string[], command: string, stops: boolean): Promise<number> {
  tuneV8();
  const dialect = "vpop3";
  const chunkName = path === "-" ? "=stdin" : `@${bytesOf(path)}`;
  const text = path === "-" ? readFileSync(0, "latin1") : readScriptFile(path).text;
  const compile = compileAtRunTime(".", false, stops);
  const outcome = compile({ text: withoutFirstComment(text), chunkName, dialect });
  if (outcome.kind === "refused") {
    process.stderr.write(Buffer.from(`${command}: ${outcome.message}\n`, "latin1"));
    return EXIT.failed;
  }
  const { host, tell, interruptible, close } = runHost({ compile });
  const module = { name: path, chunk: (environment: Environment) => outcome.instantiate(environment.table) };
  const instance = createInstance(module, { host, dialect, limits: NO_LIMITS, globals: createTemplate(dialect) });
  const values = args.map(bytesOf);
  instance.set("arg", argTable(bytesOf(path), values, bytesOf(command)));
  const ended = await interruptible(() => instance.run(values));
  close();
  if (ended.kind === "returned") return EXIT.ok;
  tell(`${command}: ${failureText(ended.failure)}`);
  return EXIT.failed;
}

/** The script's name at 0, its arguments from 1, the command before it. */
function argTable(script: string, args: readonly string[], command: string): LuaTable {
  const table = LuaTable.list([...args]);
  table.set(0, script);
  table.set(-1, command);
  return table;
}

/** A first line that begins with `#` is for Unix; an empty line stays in its place. */
function withoutFirstComment(text: string): string {
  return text.replace(/^#[^\n]*/, "");
}
