/** Compiles and checks the scripts of a folder: from their texts to what an artefact holds. */
import { globalFunctions } from "../../compiler/analyse/global-functions.ts";
import type { Chunk, Dialect } from "../../compiler/ast.ts";
import { type CheckOptions, check } from "../../compiler/check/index.ts";
import { type Diagnostic, syntaxDiagnostic } from "../../compiler/diagnostics.ts";
import { type CompiledScript, compile, LuaSyntaxError } from "../../compiler/index.ts";
import { parse } from "../../compiler/parse/index.ts";
import { hookOf, scriptNameOf } from "../../runtime/vpop3/contract.ts";
import type { ArtefactScript } from "./artefact.ts";
import type { ScriptText } from "./script-folder.ts";

export interface CompileScriptsOptions {
  readonly dialect: Dialect;
  /** The VPOP3 that the scripts must run on: newer things are warned of. */
  readonly vpop3Version: string;
  /** Severities of check's rules that differ from their own. */
  readonly severities?: CheckOptions["severities"];
}

export interface CompiledScripts {
  /** The scripts without errors, in the order given. */
  readonly scripts: readonly ArtefactScript[];
  /** How long each took, by name, in milliseconds. */
  readonly timesMs: ReadonlyMap<string, number>;
  /** Errors and warnings of all; with an error the scripts must not be served. */
  readonly diagnostics: readonly Diagnostic[];
}

export async function compileScripts(texts: readonly ScriptText[], options: CompileScriptsOptions): Promise<CompiledScripts> {
  const scripts: ArtefactScript[] = [];
  const diagnostics: Diagnostic[] = [];
  const timesMs = new Map<string, number>();
  for (const text of texts) {
    const began = performance.now();
    const { chunk, diagnostics: found } = examine(text, options);
    diagnostics.push(...found);
    if (chunk !== undefined && !found.some(isError)) {
      const compiled = await compile(text.text, { fileName: text.file, dialect: options.dialect });
      diagnostics.push(...compiled.diagnostics);
      if (compiled.kind === "compiled" && !compiled.diagnostics.some(isError))
        scripts.push(artefactScript(text, chunk, compiled));
    }
    timesMs.set(text.name, performance.now() - began);
  }
  return { scripts, timesMs, diagnostics };
}

/** What `moonpost check` says of a script. */
export function checkScript(text: ScriptText, options: CompileScriptsOptions): readonly Diagnostic[] {
  return examine(text, options).diagnostics;
}

/** The syntax tree, undefined if there is none, and the findings. */
function examine(
  { name, file, text }: ScriptText,
  { dialect, vpop3Version, severities = {} }: CompileScriptsOptions,
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

export function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === "error";
}

function artefactScript({ name, file, text }: ScriptText, chunk: Chunk, compiled: CompiledScript): ArtefactScript {
  const kind = scriptNameOf(name)?.kind;
  const names = new Set(globalFunctions(chunk).map((one) => one.name));
  // Rules may call any function of a rules script by its name (VPOP3.md §3).
  const hooks = [...names].filter((hook) => kind !== undefined && (kind === "smtprules" || hookOf(kind, hook) !== undefined));
  return {
    name,
    file,
    kind: kind ?? "",
    hooks,
    contents: {
      lua: text,
      typescript: compiled.typescript,
      javascript: compiled.javascript,
      sourceMap: compiled.sourceMap,
      info: JSON.stringify(compiled.info),
    },
  };
}
