/** The thread that compiles scripts beside a server that is busy with mail. It takes one order, answers, and ends. */
import { parentPort, workerData } from "node:worker_threads";
import type { CheckScriptOptions } from "./check-script.ts";
import { compileScripts } from "./compile-scripts.ts";
import type { ScriptText } from "./script-folder.ts";

export interface CompileOrder {
  readonly texts: readonly ScriptText[];
  readonly options: CheckScriptOptions;
}

const { texts, options } = workerData as CompileOrder; // `compileBeside` made it
parentPort?.postMessage(compileScripts(texts, options));
