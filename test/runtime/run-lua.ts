/** Compiles and runs Lua text in this process, for tests that say what Lua code does. */

import type { Dialect } from "../../compiler/ast.ts";
import { compileForLoad, evaluate, watchesGarbage } from "../../compiler/index.ts";
import { doorFor } from "../../runtime/index.ts";
import { type CallOutcome, createInstance, type Limits, type ScriptInstance } from "../../runtime/instance.ts";
import { createTemplate } from "../../runtime/lib/globals-template.ts";
import { wait } from "../../runtime/suspend.ts";
import type { Value } from "../../runtime/value.ts";
import { compileAtRunTime } from "../../server/scripts/compile-at-run-time.ts";
import { FakeHost } from "./fake-host.ts";

export interface RunOptions {
  readonly dialect?: Dialect;
  /** Every call suspends once, for running a case a second time. */
  readonly everyCallSuspends?: boolean;
  /** Compiled so that nothing keeps garbage alive; by default if the text can watch it, as `moonpost run` does. */
  readonly renewing?: boolean;
  /** Compiled as for a debugger. */
  readonly stepping?: boolean;
  readonly limits?: Partial<Limits>;
  readonly host?: FakeHost;
}

export interface LuaRun {
  /** What `print` put out, and the message of the error that ended the script, if one did. */
  readonly text: string;
  readonly outcome: CallOutcome;
}

const LIMITS: Limits = { fuel: 50_000_000, memoryBytes: 100_000_000, deadlineMs: Number.POSITIVE_INFINITY };

/** A host whose `load` compiles, and with a global `nap(value)` that waits and gives its value. */
export class LuaHost extends FakeHost {
  override readonly compile = compileAtRunTime() as FakeHost["compile"]; // a wider type: it may compile
}

/** An instance of a script of the name `case`. */
export function instanceOf(source: string, options: RunOptions = {}): ScriptInstance {
  const { dialect = "5.2", everyCallSuspends = false, stepping = false, host = new LuaHost() } = options;
  const renewing = options.renewing ?? (dialect !== "vpop3" && watchesGarbage(source));
  const { javascript, info, text } = compileForLoad(source, {
    shownName: "case",
    chunkName: "=case",
    dialect,
    suspendEverywhere: everyCallSuspends,
    renewing,
    stepping,
  });
  const url = `case:${source.length}:${hash(source)}:${dialect}:${everyCallSuspends}:${renewing}:${stepping}`;
  const chunk = evaluate(javascript, url).factory(doorFor(url, info, { dialect, everyCallSuspends, text, javascript }));
  const globals = new Map(createTemplate(dialect));
  globals.set("nap", (value: Value) => wait(host.sleep(1).then(() => () => value)));
  return createInstance({ name: "case", chunk }, { host, dialect, limits: { ...LIMITS, ...options.limits }, globals });
}

export async function runLua(source: string, options: RunOptions = {}): Promise<LuaRun> {
  const host = options.host ?? new LuaHost();
  const outcome = await instanceOf(source, { ...options, host }).run([]);
  return { text: host.printed + (outcome.kind === "failed" ? outcome.failure.message : ""), outcome };
}

function hash(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) | 0;
  return sum;
}
