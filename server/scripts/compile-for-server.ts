/**
 * Compiles a folder for a running server: what is wrong or doubtful comes back as texts that name file, line and column. At the start
 * in the server's own thread, which has nothing else to do yet; later in a thread beside the sessions.
 */
import { type Diagnostic, sortDiagnostics } from "../../compiler/diagnostics.ts";
import { startThread } from "../start-thread.ts";
import { type CheckScriptOptions, isError } from "./check-script.ts";
import type { CompiledScripts } from "./compile-scripts.ts";
import type { CompileOrder } from "./compile-thread.ts";
import { compilingFirst } from "./first-compilations.ts";
import type { CompileScripts } from "./live-scripts.ts";
import type { ScriptText } from "./script-folder.ts";

/** Never rejects for what is wrong with a script: that is among `problems`. */
export function compileForServer(options: CheckScriptOptions): CompileScripts {
  return async (texts, serving) => {
    const { scripts, timesMs, diagnostics } = await (serving ? compileBeside(texts, options) : compileHere(texts, options));
    const sorted = sortDiagnostics(diagnostics);
    const warnings = sorted.filter(({ severity }) => severity === "warning");
    const compiled = scripts.map((script) => ({
      script,
      warnings: warnings.filter(({ file }) => file === script.file).map(inWords),
      ms: timesMs.get(script.name) ?? 0,
    }));
    return { compiled, problems: sorted.filter(isError).map(inWords) };
  };
}

/** The compiler is loaded when there is something to compile. */
async function compileHere(texts: readonly ScriptText[], options: CheckScriptOptions): Promise<CompiledScripts> {
  const { compileScripts } = await import("./compile-scripts.ts");
  return compilingFirst(texts, () => compileScripts(texts, options));
}

/** `compileScripts` in a thread of its own. */
function compileBeside(texts: readonly ScriptText[], options: CheckScriptOptions): Promise<CompiledScripts> {
  const workerData: CompileOrder = { texts, options };
  const thread = startThread("compile", "scripts/compile-thread", { workerData });
  return new Promise((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", (code) => reject(new Error(`the compiling thread ended with ${code} before it answered`)));
  });
}

function inWords({ file, line, column, message, hint, code }: Diagnostic): string {
  return `${file}:${line}:${column}: ${message} [${code}]${hint === undefined ? "" : `; ${hint}`}`;
}
