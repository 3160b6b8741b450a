/** Threads of the program beside its own. */
import { dirname } from "node:path";
import type { Worker, WorkerOptions } from "node:worker_threads";

/**
 * Starts a thread. `module`: the source of it, by its URL without the ending. Node keeps compiled code for each thread that it is told to do so for;
 * without it the thread would strip the types of all its modules at each start.
 */
export function startThread(name: string, module: URL, options: WorkerOptions): Worker {
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const cache = process.getBuiltinModule("node:module").getCompileCacheDir();
  const env = cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: dirname(cache) }; // in a folder for each version of Node
  // Built, the sources have another ending.
  const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return new Worker(new URL(`${module.href}.${ending}`), { ...options, name, env });
}
