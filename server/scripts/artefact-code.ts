/** The code of an artefact's scripts: evaluated with V8's code cache, which whoever compiles them makes for those who load them. */
import { join } from "node:path";
import type { ChunkFactory } from "../../compiler/evaluate.ts";
import { readArtefactFile } from "./artefact.ts";
import { codeCachePath, evaluateCached } from "./code-cache.ts";
import type { Manifest, ManifestScript } from "./manifest.ts";
import { withMapFile } from "./source-maps.ts";

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
export async function evaluateScript(folder: string, script: ManifestScript): Promise<ScriptCode> {
  const javascript = await readArtefactFile(folder, script, "javascript");
  const { javascript: file, sourceMap } = script.files;
  const text = withMapFile(javascript, join(folder, sourceMap.path));
  const factory = await evaluateCached(text, scriptUrl(script), codeCachePath(join(folder, file.path)));
  return { factory, javascript: text };
}

/** Has V8 compile the scripts, so that nobody on this machine loads one that was never compiled. */
export async function keepCodeCaches(folder: string, { scripts }: Manifest): Promise<void> {
  await Promise.all(scripts.map((script) => evaluateScript(folder, script)));
}
