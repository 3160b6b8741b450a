/**
 * Boxes for variables that closures share, and the environments of functions in chunks that replace theirs (`setfenv`, `_ENV`).
 */
import { rt } from "./machine.ts";
import type { Script } from "./script-info.ts";
import { standFor } from "./stand-in.ts";
import { scriptAt } from "./suspended-levels.ts";
import type { LuaFunction, Value } from "./value.ts";

/** A local variable that is captured by a function and assigned. */
export class Box {
  v: Value;
  constructor(v: Value) {
    this.v = v;
  }
}

/**
 * Where a function notes its environment, and that the function it was made for. Scripts see only properties whose names begin with `$`. WeakMaps lost: their
 * entries cost ten times as much, and V8 looks through all of them at each collection.
 */
const ENVIRONMENT = Symbol("environment");
const OWNER = Symbol("owner");

type Bound = LuaFunction & { [ENVIRONMENT]?: Box };
type Owned = Box & { [OWNER]?: LuaFunction };

/** Notes that `f` finds its globals in the table in `environment`; for `setfenv` and `getfenv`. Gives `f` back. */
export function bindEnvironment(f: Bound, environment: Owned): LuaFunction {
  f[ENVIRONMENT] = environment;
  environment[OWNER] = f;
  return f;
}

/**
 * A loaded chunk whose environment can still be replaced (`setfenv(loadstring(text), environment)`): it is made by `instantiate` when it is
 * called, and anew when it has got another environment.
 */
export function chunkWithEnvironment(instantiate: (environment: Value) => LuaFunction, first: Value): LuaFunction {
  const environment = new Box(first);
  let madeFor: Value;
  let main: LuaFunction | undefined;
  const made = (): LuaFunction => {
    if (main === undefined || madeFor !== environment.v) {
      madeFor = environment.v;
      main = instantiate(madeFor);
      const own = environmentOf(main);
      if (own !== undefined) own[OWNER] = standIn;
    }
    return main;
  };
  const standIn: LuaFunction = (...values) => made()(...values);
  const substituted = {
    get body(): LuaFunction {
      return made();
    },
  };
  return bindEnvironment(standFor(standIn, substituted), environment);
}

/** Environments that functions of a chunk took last, by the JavaScript names of their code behind `$`: nothing of JavaScript is called so. */
export type RunningEnvironments = Record<`$${string}`, Box>;

/** Those of each script, in the registry of each instance. */
const RUNNING = Symbol("running environments");

/**
 * Where the functions of the chunk at `place` note the environments that they begin to run with, so that a level of the stack leads to them. Only chunks with
 * functions that have environments of their own do so. What is noted goes with the script: programs load chunks by the thousand.
 */
export function runningEnvironments(place: number): RunningEnvironments {
  const script = scriptAt(place);
  if (script?.at !== place) return {}; // forgotten: no level leads to it
  const { registry } = rt.realm;
  const known = registry.get(RUNNING);
  const scripts: WeakMap<Script, RunningEnvironments> = known instanceof WeakMap ? known : new WeakMap();
  if (known === undefined) registry.set(RUNNING, scripts);
  const noted = scripts.get(script) ?? {};
  scripts.set(script, noted);
  return noted;
}

/** The function that an environment was made for. */
export function ownerOf(environment: Owned): LuaFunction | undefined {
  return environment[OWNER];
}

/** The environment of a function of a chunk that was compiled with replaceable environments; undefined for other functions. */
export function environmentOf(f: Bound): Owned | undefined {
  return f[ENVIRONMENT];
}
