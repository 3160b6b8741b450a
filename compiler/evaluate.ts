/** From JavaScript text to the factory of a chunk. */
import { Script } from "node:vm";
import type { Environment } from "../runtime/globals.ts";
import type { Door } from "../runtime/index.ts";
import type { LuaFunction } from "../runtime/value.ts";

/** Makes a chunk over the door; called once per process. What it gives makes the main function, once per script instance. */
export type ChunkFactory = (door: Door) => (environment: Environment) => LuaFunction;

export interface Evaluated {
  readonly factory: ChunkFactory;
  /** False if `cachedData` was given and V8 refused it (another version of Node): make it anew. */
  readonly cacheAccepted: boolean;
  /** V8's code cache, to be kept beside the JavaScript. */
  createCachedData(): Buffer;
}

/**
 * Evaluates the JavaScript of a compiled chunk in the main context: a context of its own would make every script a third slower.
 * The text comes from the compiler and reaches nothing but the door. `url` is its name in stack traces, for `doorFor`.
 */
export function evaluate(javascript: string, url: string, cachedData?: Buffer): Evaluated {
  const script = new Script(javascript, cachedData === undefined ? { filename: url } : { filename: url, cachedData });
  const factory = script.runInThisContext() as ChunkFactory; // the emitter's factory form
  return { factory, cacheAccepted: script.cachedDataRejected !== true, createCachedData: () => script.createCachedData() };
}
