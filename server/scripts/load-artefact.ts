/**
 * Loads an artefact: each script's JavaScript is evaluated once per process and gives a module, of which every session makes its own
 * instance. A script that did not change from one version to the next is not loaded again, so its code stays warm.
 */
import { join } from "node:path";
import { evaluate } from "../../compiler/evaluate.ts";
import { doorFor } from "../../runtime/index.ts";
import type { ScriptModule } from "../../runtime/instance.ts";
import type { ScriptInfo } from "../../runtime/script-info.ts";
import { readArtefactFile } from "./artefact.ts";
import type { Manifest, ManifestScript } from "./manifest.ts";
import type { LoadedScript, ScriptSet } from "./script-source.ts";
import { fileUrl, hasDebugger, withInlineMap, withMapFile } from "./source-maps.ts";

export interface LoadArtefactOptions {
  /** Where the Lua files lie that were compiled, for debuggers; otherwise the artefact's own copies count. */
  readonly luaFolder?: string;
  /** A set whose unchanged scripts are taken over. */
  readonly before?: ScriptSet | undefined;
}

/** The scripts that `manifest` names, whose files lie in `folder`. Throws an OperatorError if a file is missing or was changed. */
export async function loadArtefact(folder: string, manifest: Manifest, options: LoadArtefactOptions = {}): Promise<ScriptSet> {
  const { before } = options;
  const scripts = await Promise.all(
    manifest.scripts.map(async (script) => {
      const known = before?.find(script.name);
      return known?.version === script.version ? known : loadScript(folder, script, manifest.dialect, options.luaFolder);
    }),
  );
  const byName = new Map(scripts.map((script) => [script.name, script]));
  return {
    version: manifest.version,
    since: new Date(),
    scripts,
    find: (name) => {
      const key = name.replaceAll("\\", "/").toLowerCase();
      return byName.get(key) ?? byName.get(`${key}.lua`);
    },
  };
}

async function loadScript(
  folder: string,
  script: ManifestScript,
  dialect: Manifest["dialect"],
  luaFolder: string | undefined,
): Promise<LoadedScript> {
  const [lua, javascript, info] = await Promise.all([
    readArtefactFile(folder, script, "lua"),
    debuggable(folder, script, luaFolder),
    readArtefactFile(folder, script, "info"),
  ]);
  const { name, file, kind, hooks, version } = script;
  return { name, file, kind, hooks, version, lua, module: moduleOf(file, version, javascript, info, dialect) };
}

/** The JavaScript of a script with what leads debuggers to its Lua. */
async function debuggable(folder: string, script: ManifestScript, luaFolder: string | undefined): Promise<string> {
  const javascript = await readArtefactFile(folder, script, "javascript");
  const { sourceMap, lua } = script.files;
  if (!hasDebugger()) return withMapFile(javascript, join(folder, sourceMap.path));
  const luaPath = luaFolder === undefined ? join(folder, lua.path) : join(luaFolder, script.file);
  return withInlineMap(javascript, await readArtefactFile(folder, script, "sourceMap"), fileUrl(luaPath));
}

function moduleOf(file: string, version: string, javascript: string, info: string, dialect: Manifest["dialect"]): ScriptModule {
  // The URL is what stack traces carry; with the version in it, versions that run side by side keep their own lines.
  const url = `moonpost:${version}/${file}`;
  const { factory } = evaluate(javascript, url);
  const parsed = JSON.parse(info) as ScriptInfo; // written by `compileScripts`, checked by its hash
  return { name: file, chunk: factory(doorFor(url, parsed, { dialect })) };
}
