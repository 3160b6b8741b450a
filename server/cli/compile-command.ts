/** `moonpost compile`: a folder of scripts becomes an artefact. */
import { relative, resolve } from "node:path";
import type { Dialect } from "../../compiler/ast.ts";
import { sortDiagnostics } from "../../compiler/diagnostics.ts";
import { EXIT, OperatorError } from "../operator-error.ts";
import { prepareArtefact, switchTo } from "../scripts/artefact.ts";
import { keepCodeCaches } from "../scripts/artefact-code.ts";
import { isError } from "../scripts/check-script.ts";
import { compileScripts } from "../scripts/compile-scripts.ts";
import { compilingFirst } from "../scripts/first-compilations.ts";
import { tuneV8 } from "../v8-flags.ts";
import { VERSION } from "../version.ts";
import { type DiagnosticFormat, printDiagnostics } from "./print-diagnostics.ts";
import { readScripts } from "./read-scripts.ts";
import { severitiesOf } from "./severities.ts";

interface CompileOptions {
  readonly out: string;
  readonly lua: Dialect;
  readonly format: DiagnosticFormat;
  readonly vpop3: string;
  readonly severity: readonly string[];
}

/**
 * Gives the exit status: `failed` with an error, and then the artefact stays as it was; else it is switched in one step. Throws an `OperatorError` where
 * it would lie among the scripts.
 */
export async function compileCommand(folder: string, options: CompileOptions): Promise<number> {
  if (!relative(resolve(folder), resolve(options.out)).startsWith("..")) {
    throw new OperatorError(
      `the artefact ${options.out} must not lie in the scripts folder ${folder}; choose another --out`,
      EXIT.usage,
    );
  }
  const began = performance.now();
  const texts = await readScripts(folder);
  const { lua, vpop3 } = options;
  const severities = severitiesOf(options.severity);
  const { scripts, diagnostics } = compilingFirst(texts, () =>
    compileScripts(texts, { dialect: lua, vpop3Version: vpop3, severities }),
  );
  if (diagnostics.length > 0 || options.format !== "text") printDiagnostics(sortDiagnostics(diagnostics), texts, options.format);
  if (diagnostics.some(isError)) {
    process.stderr.write(`moonpost: nothing was written; ${options.out} is as it was\n`);
    return EXIT.failed;
  }
  const manifest = await prepareArtefact(options.out, scripts, { dialect: options.lua, compiler: VERSION, runtime: VERSION });
  await switchTo(options.out, manifest);
  tuneV8(); // as where they are loaded
  keepCodeCaches(options.out, manifest);
  if (options.format === "text") {
    for (const { file, hooks, version } of manifest.scripts)
      process.stdout.write(`${file} ${version} ${hooks.join(" ")}\n`.replaceAll(/ +\n/g, "\n"));
    const ms = Math.round(performance.now() - began);
    process.stdout.write(`${options.out}: version ${manifest.version}, ${scripts.length} scripts in ${ms} ms\n`);
  }
  return EXIT.ok;
}
