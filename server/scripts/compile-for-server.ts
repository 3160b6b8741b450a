/**
 * Compiles a folder for a running server: warnings go to the log, errors come back as texts that name file, line and column. The first
 * time in the server's own thread, which has nothing else to do yet; later in a thread beside the sessions.
 */
import { type Diagnostic, sortDiagnostics } from "../../compiler/diagnostics.ts";
import type { Logger } from "../log.ts";
import { startThread } from "../start-thread.ts";
import { type CheckScriptOptions, isError } from "./check-script.ts";
import { type CompiledScripts, compileScripts } from "./compile-scripts.ts";
import type { CompileOrder } from "./compile-thread.ts";
import type { CompileFolder } from "./live-scripts.ts";
import type { ScriptText } from "./script-folder.ts";

export function compileForServer(options: CheckScriptOptions, log: Logger): CompileFolder {
  let compileNext = compileScripts;
  return async (texts) => {
    const { scripts, timesMs, diagnostics } = await compileNext(texts, options);
    compileNext = compileBeside;
    const sorted = sortDiagnostics(diagnostics);
    for (const diagnostic of sorted.filter(({ severity }) => severity === "warning")) log.warn(inWords(diagnostic));
    return { scripts, timesMs, problems: sorted.filter(isError).map(inWords) };
  };
}

/** `compileScripts` in a thread of its own. */
function compileBeside(texts: readonly ScriptText[], options: CheckScriptOptions): Promise<CompiledScripts> {
  const workerData: CompileOrder = { texts, options };
  const thread = startThread("compile", new URL("./compile-thread", import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", (code) => reject(new Error(`the compiling thread ended with ${code} before it answered`)));
  });
}

function inWords({ file, line, column, message, hint, code }: Diagnostic): string {
  return `${file}:${line}:${column}: ${message} [${code}]${hint === undefined ? "" : `; ${hint}`}`;
}
