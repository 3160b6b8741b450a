/** Compiles a folder for a running server: warnings go to the log, errors come back as texts that name file, line and column. */
import { type Diagnostic, sortDiagnostics } from "../../compiler/diagnostics.ts";
import type { Logger } from "../log.ts";
import { type CompileScriptsOptions, compileScripts, isError } from "./compile-scripts.ts";
import type { CompileFolder } from "./live-scripts.ts";

export function compileForServer(options: CompileScriptsOptions, log: Logger): CompileFolder {
  return async (texts) => {
    const { scripts, timesMs, diagnostics } = await compileScripts(texts, options);
    const sorted = sortDiagnostics(diagnostics);
    for (const diagnostic of sorted.filter(({ severity }) => severity === "warning")) log.warn(inWords(diagnostic));
    return { scripts, timesMs, problems: sorted.filter(isError).map(inWords) };
  };
}

function inWords({ file, line, column, message, hint, code }: Diagnostic): string {
  return `${file}:${line}:${column}: ${message} [${code}]${hint === undefined ? "" : `; ${hint}`}`;
}
