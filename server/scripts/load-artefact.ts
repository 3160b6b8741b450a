/**
 * Loads an artefact: each script's JavaScript is evaluated once per process and gives a module, of which every session makes its own
 * instance. A script that did not change from one version to the next is not loaded again, so its code stays warm.
 */
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { evaluate } from "../../compiler/evaluate.ts";
import { doorFor } from "../../runtime/index.ts";
import type { ScriptInfo } from "../../runtime/script-info.ts";
import { OperatorError } from "../operator-error.ts";
import { readArtefactFile } from "./artefact.ts";
import { evaluateScript, type ScriptCode, scriptUrl } from "./artefact-code.ts";
import type { Manifest, ManifestScript } from "./manifest.ts";
import type { LoadedScript, ScriptSet } from "./script-source.ts";
import { fileUrl, hasDebugger, withInlineMap } from "./source-maps.ts";

export interface LoadArtefactOptions {
  /** Where the Lua files lie that were compiled, for debuggers; otherwise the artefact's own copies count. */
  readonly luaFolder?: string;
  /** A set whose unchanged scripts are taken over. */
  readonly before?: ScriptSet | undefined;
}

/** The scripts that `manifest` names, whose files lie in `folder`. Throws an OperatorError if a file is missing or was changed. */
export async function loadArtefact(folder: string, manifest: Manifest, options: LoadArtefactOptions = {}): Promise<ScriptSet> {
  const { before } = options;
  const scripts: LoadedScript[] = [];
  for (const script of manifest.scripts) {
    const known = before?.find(script.name);
    if (known?.version === script.version) scripts.push(known);
    else {
      if (before !== undefined) await setImmediate(); // sessions go on between two scripts
      scripts.push(await loadScript(folder, script, manifest.dialect, options.luaFolder));
    }
  }
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
  const { name, file, kind, hooks, version } = script;
  const luaPath = luaFolder === undefined ? join(folder, script.files.lua.path) : join(luaFolder, file);
  const lua = readArtefactFile(folder, script, "lua");
  const url = scriptUrl(script);
  const code = hasDebugger() ? await codeForDebugger(lua, file, dialect, luaPath, url) : keptCode(folder, script);
  const { factory, info, javascript } = code;
  const module = { name: file, chunk: factory(doorFor(url, info, { dialect, javascript })) };
  return { name, file, kind, hooks, version, lua, module };
}

interface Code extends ScriptCode {
  readonly info: ScriptInfo;
}

/** What the artefact holds. */
function keptCode(folder: string, script: ManifestScript): Code {
  const info = JSON.parse(readArtefactFile(folder, script, "info")) as ScriptInfo; // written by `compileScripts`, checked by its hash
  return { ...evaluateScript(folder, script), info };
}

/** The script compiled anew to be stepped through. */
async function codeForDebugger(
  lua: string,
  file: string,
  dialect: Manifest["dialect"],
  luaPath: string,
  url: string,
): Promise<Code> {
  const { compile } = await import("../../compiler/index.ts");
  const compiled = await compile(lua, { fileName: file, dialect, stepping: true });
  if (compiled.kind === "refused") throw new OperatorError(`${file} of the artefact does not compile`);
  const { javascript, sourceMap, info } = compiled;
  return { factory: evaluate(withInlineMap(javascript, sourceMap, fileUrl(luaPath)), url).factory, javascript, info };
}
