/** Compiles and checks the scripts of a folder: from their texts to what an artefact holds. */
import { globalFunctions } from "../../compiler/analyse/global-functions.ts";
import type { Chunk } from "../../compiler/ast.ts";
import type { Diagnostic } from "../../compiler/diagnostics.ts";
import { type CompiledScript, compileChunk } from "../../compiler/index.ts";
import { hookOf, scriptNameOf } from "../../runtime/vpop3/contract.ts";
import type { ArtefactScript } from "./artefact.ts";
import { type CheckScriptOptions, examine, isError } from "./check-script.ts";
import type { ScriptText } from "./script-folder.ts";

export interface CompiledScripts {
  /** The scripts without errors, in the order given. */
  readonly scripts: readonly ArtefactScript[];
  /** How long each took, by name, in milliseconds. */
  readonly timesMs: ReadonlyMap<string, number>;
  /** Errors and warnings of all; with an error the scripts must not be served. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Holds the thread until all are compiled. A script with an error is left out, and the others are still looked at. */
export function compileScripts(texts: readonly ScriptText[], options: CheckScriptOptions): CompiledScripts {
  const scripts: ArtefactScript[] = [];
  const diagnostics: Diagnostic[] = [];
  const timesMs = new Map<string, number>();
  for (const text of texts) {
    const began = performance.now();
    const { chunk, diagnostics: found } = examine(text, options);
    diagnostics.push(...found);
    if (chunk !== undefined && !found.some(isError)) {
      const compiled = compileChunk(chunk, { fileName: text.file, dialect: options.dialect });
      scripts.push(artefactScript(text, chunk, compiled));
    }
    timesMs.set(text.name, performance.now() - began);
  }
  return { scripts, timesMs, diagnostics };
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
