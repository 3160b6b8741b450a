/**
 * `moonpost run`: executes a script once, as VPOP3 does on demand and the `lua` command does. What it prints goes to stdout; an error ends
 * it with a message and a traceback on stderr.
 *
 * Governing text: VPOP3.md §1.4, Lua 5.1 manual §6.
 */
import { readFileSync } from "node:fs";
import type { Dialect } from "../../compiler/ast.ts";
import type { Environment } from "../../runtime/globals.ts";
import { createInstance, type ScriptFailure } from "../../runtime/instance.ts";
import { createTemplate } from "../../runtime/lib/globals-template.ts";
import { LuaTable } from "../../runtime/table.ts";
import { runHost } from "../host/run-host.ts";
import { EXIT } from "../operator-error.ts";
import { compileAtRunTime } from "../scripts/compile-at-run-time.ts";
import { readScriptFile } from "./read-scripts.ts";

/** The person who runs a script can stop it: only the machine limits it. */
const NO_LIMITS = { fuel: Number.MAX_SAFE_INTEGER, memoryBytes: Number.POSITIVE_INFINITY, deadlineMs: Number.POSITIVE_INFINITY };

export async function runCommand(path: string, args: readonly string[], options: { readonly lua: Dialect }): Promise<number> {
  const dialect = options.lua;
  const chunkName = path === "-" ? "=stdin" : `@${bytes(path)}`;
  const text = path === "-" ? readFileSync(0, "latin1") : (await readScriptFile(path)).text;
  const compile = compileAtRunTime(".", dialect !== "vpop3");
  const outcome = compile({ text: withoutFirstComment(text), chunkName, dialect });
  if (outcome.kind === "refused") {
    process.stderr.write(Buffer.from(`moonpost: ${outcome.message}\n`, "latin1"));
    return EXIT.failed;
  }
  const { host, flush } = runHost({ compile });
  const module = { name: path, chunk: (environment: Environment) => outcome.instantiate(environment.table) };
  const instance = createInstance(module, { host, dialect, limits: NO_LIMITS, globals: createTemplate(dialect) });
  const values = args.map(bytes);
  instance.set("arg", argTable(bytes(path), values));
  const ended = await instance.run(values);
  flush();
  if (ended.kind === "returned") return EXIT.ok;
  process.stderr.write(Buffer.from(failureText(ended.failure), "latin1"));
  return EXIT.failed;
}

/** The script's name at 0, its arguments from 1, the command before it. */
function argTable(script: string, args: readonly string[]): LuaTable {
  const table = LuaTable.list([...args]);
  table.set(0, script);
  table.set(-1, "moonpost");
  return table;
}

function failureText({ kind, message, traceback }: ScriptFailure): string {
  const prefix = kind === "bug" ? "a defect of Moonpost: " : "";
  return `moonpost: ${prefix}${message}\n${traceback === "" ? "" : `${traceback}\n`}`;
}

/** A first line that begins with `#` is for Unix; an empty line stays in its place. */
function withoutFirstComment(text: string): string {
  return text.replace(/^#[^\n]*/, "");
}

/** Text as a Lua string: one char a byte of its UTF-8. */
function bytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
