/**
 * How the server's rooms get at scripts. A session, or a pass over the queue, takes `current()` once and keeps that set to its end;
 * a reload only changes what the next call of `current()` returns. So nothing ever runs half old and half new code.
 */
import type { ScriptModule } from "../../runtime/instance.ts";

/** One script, compiled and loaded: a factory for instances. */
export interface LoadedScript {
  /** Lower-case file name within the scripts folder, with `/`: `smtpsvr.lua`, `joe/user_redirect.lua`. */
  readonly name: string;
  /** The kind in VPOP3's contract (`smtpsvr`, `smtprules`, …), "" for a script with a free name. */
  readonly kind: string;
  /** The text, one char a byte: `require`, `dofile` and `loadfile` of other scripts compile it. */
  readonly lua: string;
  /** As the file is spelt: `SMTPSVR.LUA`. */
  readonly file: string;
  /** Names of the global functions that the script's text defines, in order; a hook made at run time is not among them. */
  readonly hooks: readonly string[];
  /** Content hash of the script's text and of what compiled it, 12 hexadecimal digits. */
  readonly version: string;
  /** For `createInstance` of the runtime. Loaded once per process. */
  readonly module: ScriptModule;
}

/** All scripts of one version of the folder. Immutable. */
export interface ScriptSet {
  /** Names the version in logs, metrics and `moonpost status`: 12 hexadecimal digits. */
  readonly version: string;
  /** When this process began to serve it. */
  readonly since: Date;
  readonly scripts: readonly LoadedScript[];
  /** The script with that name, in any letter case, with or without `.lua`; undefined if the folder has none. */
  find(name: string): LoadedScript | undefined;
}

export interface ScriptSource {
  /** The set that new sessions run. Costs nothing. */
  current(): ScriptSet;
}
