/** The thread that compiles scripts beside a server that is busy with mail. It takes one order, answers, and ends. */
import { parentPort, workerData } from "node:worker_threads";
import { type CompileScriptsOptions, compileScripts } from "./compile-scripts.ts";
import type { ScriptText } from "./script-folder.ts";

export interface CompileOrder {
  readonly texts: readonly ScriptText[];
  readonly options: CompileScriptsOptions;
}

const { texts, options } = workerData as CompileOrder; // `compileBeside` made it
parentPort?.postMessage(await compileScripts(texts, options));
