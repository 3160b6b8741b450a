/** Threads of the program beside its own. */
import { dirname } from "node:path";
import type { Worker, WorkerOptions } from "node:worker_threads";

/**
 * Starts a thread. `module`: its source, by its path from this folder without the ending (a bundle keeps the paths of threads only). Node keeps compiled
 * code for each thread that it is told to do so for; without it the thread would strip the types of all its modules at each start.
 */
export function startThread(name: string, module: string, options: WorkerOptions): Worker {
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const cache = process.getBuiltinModule("node:module").getCompileCacheDir();
  const env = cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: dirname(cache) }; // in a folder for each version of Node
  // Bundled, the sources have another ending.
  const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return new Worker(new URL(`${module}.${ending}`, import.meta.url), { ...options, name, env });
}
