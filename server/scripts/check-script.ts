/** Checks a script as the scripts folder has it: its name tells what it is for. */
import type { Chunk, Dialect } from "../../compiler/ast.ts";
import { type CheckOptions, check } from "../../compiler/check/index.ts";
import { type Diagnostic, syntaxDiagnostic } from "../../compiler/diagnostics.ts";
import { LuaSyntaxError, parse } from "../../compiler/parse/index.ts";
import { scriptNameOf } from "../../runtime/vpop3/contract.ts";
import type { ScriptText } from "./script-folder.ts";

export interface CheckScriptOptions {
  readonly dialect: Dialect;
  /** The VPOP3 that the scripts must run on: newer things are warned of. */
  readonly vpop3Version: string;
  /** Severities of check's rules that differ from their own. */
  readonly severities?: CheckOptions["severities"];
}

/** What `moonpost check` says of a script. */
export function checkScript(text: ScriptText, options: CheckScriptOptions): readonly Diagnostic[] {
  return examine(text, options).diagnostics;
}

/** The syntax tree, undefined if there is none, and the findings. */
export function examine(
  { name, file, text }: ScriptText,
  { dialect, vpop3Version, severities = {} }: CheckScriptOptions,
): { readonly chunk: Chunk | undefined; readonly diagnostics: readonly Diagnostic[] } {
  try {
    const chunk = parse(text, { chunkName: file, dialect });
    // In a folder inside the scripts folder it is never called, but it was written as what its name says.
    const base = name.slice(name.lastIndexOf("/") + 1);
    const called = scriptNameOf(name);
    const kind = (called ?? scriptNameOf(base))?.kind;
    const misplaced = called === undefined && kind !== undefined ? base : undefined;
    return { chunk, diagnostics: check(chunk, { file, kind, misplaced, dialect, vpop3Version, severities }) };
  } catch (error) {
    if (error instanceof LuaSyntaxError) return { chunk: undefined, diagnostics: [syntaxDiagnostic(error, file)] };
    throw error;
  }
}

/** True for what keeps scripts from being served. */
export function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === "error";
}
