/**
 * What the server compiled last, so that a start or a reload compiles only the scripts that changed, or that other options or another compiler would make
 * something else of: `compiled.json` in the artefact that a scripts folder is compiled into. It belongs to no manifest, as it tells of one installation;
 * where it is missing, damaged or of something else, the scripts are compiled.
 */
import { hash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "../log.ts";
import { OperatorError, systemErrorCode } from "../operator-error.ts";
import { PACKAGE_FOLDER, VERSION } from "../version.ts";
import { keptManifest, readArtefactFile, replaceFile } from "./artefact.ts";
import type { ManifestScript, ScriptFileKind } from "./manifest.ts";
import type { ScriptText } from "./script-folder.ts";
import type { ScriptSet } from "./script-source.ts";

/** A script of the artefact and what was doubtful in it, one text each. */
export interface KeptScript {
  readonly script: ManifestScript;
  readonly warnings: readonly string[];
}

/** What decides what becomes of texts: `options`, and this program's own code, which may change under one version. Costs a look at each of its files. */
export function compilerIdentity(options: unknown): string {
  return hash("sha256", JSON.stringify([options, VERSION, ownCode()]));
}

/** The same of this script, `compiler` being what `compilerIdentity` gave. */
export function compilationKey({ name, file, text }: ScriptText, compiler: string): string {
  return hash("sha256", JSON.stringify([compiler, name, file, hash("sha256", Buffer.from(text, "latin1"))]));
}

/**
 * Of scripts with these keys, by their names, those that were compiled before and whose files are still in the artefact. Those that `loaded` has are
 * not looked at: they are served without their files.
 */
export function compiledBefore(
  folder: string,
  keys: ReadonlyMap<string, string>,
  loaded: ScriptSet | undefined,
): ReadonlyMap<string, KeptScript> {
  const record = keptRecord(folder);
  const rows = new Map(record?.scripts.map((row) => [row.name, row]));
  const kept = new Map<string, KeptScript>();
  for (const script of (record && keptManifest(folder, record.version))?.scripts ?? []) {
    const row = rows.get(script.name);
    if (row === undefined || row.key !== keys.get(script.name)) continue;
    if (loaded?.find(script.name)?.version === script.version || isWhole(folder, script))
      kept.set(script.name, { script, warnings: row.warnings });
  }
  return kept;
}

/**
 * Notes that `version` of the artefact holds what scripts with these keys became. Never throws: where it cannot be written, the log tells that the next start
 * takes longer.
 */
export async function noteCompiled(
  folder: string,
  version: string,
  scripts: CompilationRecord["scripts"],
  log: Logger,
): Promise<void> {
  const record: CompilationRecord = { version, scripts };
  try {
    await replaceFile(recordPath(folder), Buffer.from(`${JSON.stringify(record)}\n`));
  } catch (error) {
    const why = systemErrorCode(error) ?? String(error);
    log.warn(`can't write ${recordPath(folder)}: ${why}; the next start compiles the scripts again`);
  }
}

/** What stands in the file. */
interface CompilationRecord {
  readonly version: string;
  readonly scripts: readonly { readonly name: string; readonly key: string; readonly warnings: readonly string[] }[];
}

function recordPath(folder: string): string {
  return join(folder, "compiled.json");
}

function keptRecord(folder: string): CompilationRecord | undefined {
  try {
    const record: unknown = JSON.parse(readFileSync(recordPath(folder), "utf8"));
    return isRecord(record) ? record : undefined;
  } catch {
    return undefined; // never written, or damaged
  }
}

function isRecord(data: unknown): data is CompilationRecord {
  if (typeof data !== "object" || data === null || !("version" in data && "scripts" in data)) return false;
  const { version, scripts } = data;
  return typeof version === "string" && /^[0-9a-f]{12}$/.test(version) && Array.isArray(scripts) && scripts.every(isRow);
}

function isRow(data: unknown): boolean {
  if (typeof data !== "object" || data === null || !("name" in data && "key" in data && "warnings" in data)) return false;
  const { name, key, warnings } = data;
  const isList = Array.isArray(warnings) && warnings.every((warning) => typeof warning === "string");
  return isList && typeof name === "string" && typeof key === "string";
}

function isWhole(folder: string, script: ManifestScript): boolean {
  try {
    for (const kind of Object.keys(script.files)) readArtefactFile(folder, script, kind as ScriptFileKind); // the keys are the kinds
    return true;
  } catch (error) {
    if (error instanceof OperatorError) return false;
    throw error;
  }
}

/** Names, sizes and times of the files that compile. */
function ownCode(): readonly string[] {
  const folders = import.meta.url.endsWith(".ts") ? ["compiler", "runtime", "server/scripts"] : ["dist"];
  return folders.flatMap((name) => filesBelow(join(PACKAGE_FOLDER, name)));
}

function filesBelow(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return names.map((name) => {
    const { size, mtimeMs } = statSync(join(folder, name));
    return `${name} ${size} ${mtimeMs}`;
  });
}
