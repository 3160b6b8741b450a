/** The code of an artefact's scripts: evaluated with V8's code cache, which whoever compiles them makes for those who load them. */
import { join } from "node:path";
import type { ChunkFactory } from "../../compiler/evaluate.ts";
import { readArtefactFile } from "./artefact.ts";
import { codeCachePath, evaluateCached } from "./code-cache.ts";
import type { Manifest, ManifestScript } from "./manifest.ts";
import { mapFileComment } from "./source-maps.ts";

/**
 * What stack traces call a script; with the version in it, versions that run side by side keep their own lines.
 */
export function scriptUrl({ version, file }: ManifestScript): string {
  return `moonpost:${version}/${file}`;
}

export interface ScriptCode {
  readonly factory: ChunkFactory;
  /** The text that runs. */
  readonly javascript: string;
}

/** Evaluates the JavaScript of a script, with the name of its map for a debugger that attaches later. Throws an OperatorError if the file is missing or was changed. */
export function evaluateScript(folder: string, script: ManifestScript): ScriptCode {
  const { javascript: file, sourceMap } = script.files;
  const mapComment = mapFileComment(join(folder, sourceMap.path));
  const javascript = readArtefactFile(folder, script, "javascript") + mapComment;
  const identity = `${file.sha256} ${mapComment}`; // the file was found to be what the manifest says
  const factory = evaluateCached(javascript, identity, scriptUrl(script), codeCachePath(join(folder, file.path)));
  return { factory, javascript };
}

/** Has V8 compile the scripts, so that nobody on this machine loads one that was never compiled. */
export function keepCodeCaches(folder: string, { scripts }: Manifest): void {
  for (const script of scripts) evaluateScript(folder, script);
}
