/**
 * Makes instances of loaded scripts for the rooms that call hooks: with the host, the limits and the libraries of the configuration, the
 * contract's globals set, and the top level run.
 */
import type { Dialect } from "../../compiler/ast.ts";
import type { CurrentMessage, Host } from "../../runtime/host.ts";
import {
  type CallOutcome,
  createInstance,
  type HostGlobals,
  type ScriptFailure,
  type ScriptInstance,
} from "../../runtime/instance.ts";
import { createTemplate } from "../../runtime/lib/globals-template.ts";
import type { Limits } from "../../runtime/realm.ts";
import { LuaTable } from "../../runtime/table.ts";
import type { Value } from "../../runtime/value.ts";
import { CONTRACT, type Global, type Shape, scriptNameOf } from "../../runtime/vpop3/contract.ts";
import type { LoadedScript, ScriptSet } from "./script-source.ts";

/** What the message-reading helpers see; undefined outside ProcessMessage. */
export type MessageAtHand = () => CurrentMessage | undefined;

export interface OpenerOptions {
  readonly dialect: Dialect;
  readonly limits: Limits;
  /** The host of an instance: `scripts` are those that `require` finds. */
  hostFor(scripts: ScriptSet, message: MessageAtHand): Host;
}

/** An instance whose top level has ended, one way or the other. */
export interface OpenedScript {
  readonly instance: ScriptInstance;
  /** Why the top level failed; the functions defined before are there. */
  readonly failure: ScriptFailure | undefined;
}

export interface ScriptOpener {
  /** A fresh instance of `script`, which has `globals` when its top level runs. A promise only if the top level waits. */
  open(set: ScriptSet, script: LoadedScript, globals: HostGlobals, message: MessageAtHand): OpenedScript | Promise<OpenedScript>;
}

/** The libraries' template is made once, for all instances that it opens. */
export function scriptOpener(options: OpenerOptions): ScriptOpener {
  const globalsOfDialect = createTemplate(options.dialect);
  const { dialect, limits } = options;
  return {
    open: (set, script, globals, message) => {
      const host = options.hostFor(set, message);
      const instance = createInstance(script.module, { host, dialect, limits, globals: globalsOfDialect });
      instance.give(globals);
      const outcome = instance.run([]);
      return outcome instanceof Promise ? outcome.then((ended) => opened(instance, ended)) : opened(instance, outcome);
    },
  };
}

function opened(instance: ScriptInstance, outcome: CallOutcome): OpenedScript {
  return { instance, failure: outcome.kind === "failed" ? outcome.failure : undefined };
}

/** What the contract's globals of a script hold when there is no session: empty, zero, false. */
export function neutralGlobals(scriptName: string): HostGlobals {
  const kind = scriptNameOf(scriptName)?.kind;
  const rows: Readonly<Record<string, Global>> = kind === undefined ? {} : CONTRACT[kind].globals;
  return {
    has: (name) => Object.hasOwn(rows, name),
    names: () => Object.keys(rows),
    value: (name) => neutralValue(rows[name]?.shape ?? "any"),
  };
}

function neutralValue(shape: Shape): Value {
  switch (shape) {
    case "string":
    case "reply":
    case "lines":
      return "";
    case "number":
      return 0;
    case "boolean":
      return false;
    case "any":
      return undefined;
    default:
      return new LuaTable();
  }
}
