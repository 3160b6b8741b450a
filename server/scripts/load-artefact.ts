/**
 * Loads an artefact: each script's JavaScript is evaluated once per process and gives a module, of which every session makes its own
 * instance. A script that did not change from one version to the next is not loaded again, so its code stays warm.
 */
import { evaluate } from "../../compiler/evaluate.ts";
import { doorFor } from "../../runtime/index.ts";
import type { ScriptModule } from "../../runtime/instance.ts";
import type { ScriptInfo } from "../../runtime/script-info.ts";
import { readArtefactFile } from "./artefact.ts";
import type { Manifest, ManifestScript } from "./manifest.ts";
import type { LoadedScript, ScriptSet } from "./script-source.ts";

/**
 * The scripts that `manifest` names, whose files lie in `folder`. `before`: a set whose unchanged scripts are taken over.
 * Throws an OperatorError if a file is missing or was changed.
 */
export async function loadArtefact(folder: string, manifest: Manifest, before?: ScriptSet): Promise<ScriptSet> {
  const scripts = await Promise.all(
    manifest.scripts.map(async (script) => {
      const known = before?.find(script.name);
      return known?.version === script.version ? known : loadScript(folder, script, manifest.dialect);
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

async function loadScript(folder: string, script: ManifestScript, dialect: Manifest["dialect"]): Promise<LoadedScript> {
  const [lua, javascript, info] = await Promise.all([
    readArtefactFile(folder, script, "lua"),
    readArtefactFile(folder, script, "javascript"),
    readArtefactFile(folder, script, "info"),
  ]);
  const { name, file, kind, hooks, version } = script;
  return { name, file, kind, hooks, version, lua, module: moduleOf(file, version, javascript, info, dialect) };
}

function moduleOf(file: string, version: string, javascript: string, info: string, dialect: Manifest["dialect"]): ScriptModule {
  // The URL is what stack traces carry; with the version in it, versions that run side by side keep their own lines.
  const url = `moonpost:${version}/${file}`;
  const { factory } = evaluate(javascript, url);
  const parsed = JSON.parse(info) as ScriptInfo; // written by `compileScripts`, checked by its hash
  return { name: file, chunk: factory(doorFor(url, parsed, { dialect })) };
}
