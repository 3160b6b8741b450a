/**
 * What the `lua` program does with its one state of Lua: run files and text, load libraries, prompt for statements. Each of these gives false, and
 * has told why, if it fails.
 *
 * Governing text: Lua 5.1 manual §6, Lua 5.2 manual §7; lua.c of 5.0.3, 5.1.5, 5.2.4.
 */
import type { Dialect } from "../../compiler/ast.ts";
import { cString } from "../../runtime/c-string.ts";
import { fn } from "../../runtime/callable.ts";
import { finalizeAll } from "../../runtime/finalizers.ts";
import type { Environment } from "../../runtime/globals.ts";
import type { CompileOutcome } from "../../runtime/host.ts";
import { type CallOutcome, createInstance, type ScriptInstance } from "../../runtime/instance.ts";
import { createTemplate } from "../../runtime/lib/globals-template.ts";
import { loadScript } from "../../runtime/lib/load.ts";
import { numberToString } from "../../runtime/number.ts";
import { none } from "../../runtime/results.ts";
import { LuaTable } from "../../runtime/table.ts";
import type { LuaFunction, Value } from "../../runtime/value.ts";
import { type RunHost, runHost } from "../host/run-host.ts";
import { compileAtRunTime } from "../scripts/compile-at-run-time.ts";
import { VERSION } from "../version.ts";
import { readStatement } from "./lua-prompt.ts";
import { bytesOf, failureText, NO_LIMITS } from "./script-end.ts";

export class LuaProgram {
  readonly #dialect: Dialect;
  readonly #name: string;
  readonly #compile: ReturnType<typeof compileAtRunTime>;
  readonly #run: RunHost;
  readonly #instance: ScriptInstance;

  /** Messages begin with `name`. `stops`: a debugger stops where the first chunk begins. */
  constructor(dialect: Dialect, name: string, stops: boolean, ignoreEnvironment: boolean) {
    this.#compile = compileAtRunTime(".", true, stops);
    this.#run = runHost({ compile: this.#compile, hasNoSearchPaths: ignoreEnvironment });
    this.#dialect = dialect;
    this.#name = name;
    const options = { host: this.#run.host, dialect, limits: NO_LIMITS, globals: createTemplate(dialect) };
    this.#instance = createInstance({ name, chunk: () => nothing }, options);
  }

  /** Ends the state of Lua: finalisers get what they wait for, files are closed. */
  async close(): Promise<void> {
    await this.#execute(() => finalizeAll, []);
    this.#run.close();
  }

  /** Puts out what is still buffered. */
  flush(): void {
    this.#run.flush();
  }

  /** Where `lua` says it: 5.2 on the standard output, the others on the standard error. */
  sayVersion(): void {
    const line = `Lua ${this.#dialect}  Moonpost ${VERSION}  Copyright (C) 2026 The Moonpost authors\n`;
    if (this.#dialect === "5.2") this.#run.host.print(line);
    else this.#tell(line);
  }

  /** What the environment asks for before all else: a file behind `@`, or text. */
  async initialise(): Promise<boolean> {
    const name = this.#dialect === "5.2" && process.env.LUA_INIT_5_2 !== undefined ? "LUA_INIT_5_2" : "LUA_INIT";
    const value = process.env[name];
    if (value === undefined) return true;
    const init = bytesOf(value);
    return init.startsWith("@") ? this.runFile(init.slice(1), []) : this.runText(init, `=${name}`);
  }

  /** False if the text has an error or raised one, which has been reported then. */
  async runText(text: string, chunkName: string): Promise<boolean> {
    const compiled = this.#compile({ text, chunkName, dialect: this.#dialect });
    if (compiled.kind === "refused") return this.#refuse(compiled.message);
    return this.#report(await this.#evaluate(compiled), `${this.#name}: `);
  }

  /** 5.2 gives the library its name, too. */
  async requireLibrary(name: string): Promise<boolean> {
    const ended = await this.#run.interruptible(() => this.#instance.call("require", [name]));
    if (ended.kind === "returned" && this.#dialect === "5.2") this.#instance.set(name, ended.values[0]);
    return this.#report(ended, `${this.#name}: `);
  }

  /** Runs the script named at `argv[at]`, `-` being the standard input; the global `arg` counts from there. */
  runScript(argv: readonly string[], at: number): Promise<boolean> {
    const arg = new LuaTable();
    for (const [index, text] of argv.entries()) arg.set(index - at, bytesOf(text));
    this.#instance.set("arg", arg);
    const path = argv[at] === "-" && argv[at - 1] !== "--" ? undefined : bytesOf(argv[at] ?? "");
    return this.runFile(path, argv.slice(at + 1).map(bytesOf));
  }

  /** Runs a file, or the standard input. */
  async runFile(path: string | undefined, values: readonly Value[]): Promise<boolean> {
    let refusal: string | undefined;
    const load = ({ table }: Environment): LuaFunction => {
      const loaded = loadScript(path, "bt", table);
      if ("main" in loaded) return loaded.main;
      refusal = loaded.refusal;
      return nothing;
    };
    const ended = await this.#execute(load, values);
    return refusal === undefined ? this.#report(ended, `${this.#name}: `) : this.#refuse(refusal);
  }

  /** Prompts for statements and runs them, until the input ends. */
  async prompt(): Promise<void> {
    const { process: streams, print } = this.#run.host;
    if ("denied" in streams) return;
    const ask = (first: boolean): void => {
      const text = this.#instance.get(first ? "_PROMPT" : "_PROMPT2");
      print(typeof text === "string" ? text : typeof text === "number" ? numberToString(text) : first ? "> " : ">> ");
      this.flush();
    };
    const compile = (text: string): CompileOutcome => this.#compile({ text, chunkName: "=stdin", dialect: this.#dialect });
    for (;;) {
      const statement = readStatement(streams.stdin, ask, compile);
      if (statement === undefined) break;
      if (statement.kind === "refused") {
        this.#tell(`${statement.message}\n`);
        continue;
      }
      const ended = await this.#evaluate(statement);
      if (this.#report(ended, "") && ended.kind === "returned" && ended.values.length > 0) await this.#show(ended.values);
    }
    print("\n");
  }

  /** Prints the results of a statement. */
  async #show(values: readonly Value[]): Promise<void> {
    const ended = await this.#execute(() => fn(this.#instance.get("print")), values);
    if (ended.kind === "returned") return;
    const { message, traceback } = ended.failure;
    const print = this.#dialect === "5.0" ? "`print'" : "'print'";
    // Only texts have a traceback; of all else C knows no text.
    this.#tell(`error calling ${print} (${traceback === "" ? "(null)" : cString(message)})\n`);
  }

  async #evaluate(compiled: Extract<CompileOutcome, { kind: "compiled" }>): Promise<CallOutcome> {
    return this.#execute(({ table }) => compiled.instantiate(table), []);
  }

  #execute(...asked: Parameters<ScriptInstance["execute"]>): ReturnType<ScriptInstance["execute"]> {
    return this.#run.interruptible(() => this.#instance.execute(...asked));
  }

  #report(ended: CallOutcome, prefix: string): boolean {
    if (ended.kind === "returned") return true;
    const { kind, traceback } = ended.failure;
    const message = cString(ended.failure.message);
    // Until 5.1 the traceback is part of the message, and C prints that up to its first zero.
    const lost = this.#dialect !== "5.2" && message !== ended.failure.message;
    // `error()` and `error(nil)` end the program without a word.
    if (message !== "" || traceback !== "") this.#tell(prefix + failureText({ kind, message, traceback: lost ? "" : traceback }));
    return false;
  }

  #refuse(message: string): boolean {
    this.#tell(`${this.#name}: ${message}\n`);
    return false;
  }

  #tell(bytes: string): void {
    this.#run.tell(bytes);
  }
}

const nothing: LuaFunction = () => none();
