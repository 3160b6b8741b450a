/** `moonpost check`: what is wrong with scripts, without running them. */
import { join } from "node:path";
import type { Dialect } from "../../compiler/ast.ts";
import { type Diagnostic, sortDiagnostics } from "../../compiler/diagnostics.ts";
import { EXIT } from "../operator-error.ts";
import { checkScript, isError } from "../scripts/check-script.ts";
import { compilingFirst } from "../scripts/first-compilations.ts";
import type { ScriptText } from "../scripts/script-folder.ts";
import { type DiagnosticFormat, printDiagnostics } from "./print-diagnostics.ts";
import { readScripts } from "./read-scripts.ts";
import { severitiesOf } from "./severities.ts";

interface CheckOptions {
  readonly lua: Dialect;
  readonly format: DiagnosticFormat;
  readonly vpop3: string;
  readonly severity: readonly string[];
}

/** Gives the exit status: `failed` with an error among the findings; warnings leave it `ok`. `paths`: scripts and folders. */
export async function checkCommand(paths: readonly string[], options: CheckOptions): Promise<number> {
  const texts = (await Promise.all(paths.map(readNamed))).flat();
  const { lua, vpop3 } = options;
  const severities = severitiesOf(options.severity);
  const check = (text: ScriptText): readonly Diagnostic[] => checkScript(text, { dialect: lua, vpop3Version: vpop3, severities });
  const diagnostics = compilingFirst(texts, () => texts.flatMap(check));
  printDiagnostics(sortDiagnostics(diagnostics), texts, options.format);
  return diagnostics.some(isError) ? EXIT.failed : EXIT.ok;
}

/** The scripts with paths that lead to them from here, so that editors and terminals can open them. */
async function readNamed(path: string): Promise<readonly ScriptText[]> {
  const texts = await readScripts(path);
  return texts.map((text) => (text.file === path ? text : { ...text, file: join(path, text.file) }));
}
