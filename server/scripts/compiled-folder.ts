/**
 * What the server compiled last, so that a start with the same scripts, options and compiler serves it again and compiles nothing: `compiled.json` in
 * the artefact that a scripts folder is compiled into. It belongs to no manifest, as it tells of one installation; where it is missing, damaged or of
 * something else, the scripts are compiled.
 */
import { hash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "../log.ts";
import { OperatorError, systemErrorCode } from "../operator-error.ts";
import { PACKAGE_FOLDER, VERSION } from "../version.ts";
import { keptManifest, readArtefactFile, replaceFile } from "./artefact.ts";
import type { Manifest, ScriptFileKind } from "./manifest.ts";
import type { ScriptText } from "./script-folder.ts";

export interface CompiledFolder {
  readonly manifest: Manifest;
  /** What was doubtful in the scripts, one text each. */
  readonly warnings: readonly string[];
}

/** What decides what becomes of texts: `options`, and this program's own code, which may change under one version. Costs a look at each of its files. */
export function compilerIdentity(options: unknown): string {
  return hash("sha256", JSON.stringify([options, VERSION, ownCode()]));
}

/** The same of these scripts, `compiler` being what `compilerIdentity` gave. */
export function compilationKey(scripts: readonly ScriptText[], compiler: string): string {
  const texts = scripts.map(({ name, file, text }) => [name, file, hash("sha256", Buffer.from(text, "latin1"))]);
  return hash("sha256", JSON.stringify([compiler, texts]));
}

/** What was compiled with this key, if all of it is still in the artefact. */
export function compiledBefore(folder: string, key: string): CompiledFolder | undefined {
  const kept = keptRecord(folder);
  const manifest = kept?.key === key ? keptManifest(folder, kept.version) : undefined;
  return kept && manifest && isWhole(folder, manifest) ? { manifest, warnings: kept.warnings } : undefined;
}

/** Notes that this became of the scripts with this key. Never throws: where it cannot be written, the log tells that the next start takes longer. */
export async function noteCompiled(
  folder: string,
  key: string,
  { manifest, warnings }: CompiledFolder,
  log: Logger,
): Promise<void> {
  const record: CompilationRecord = { key, version: manifest.version, warnings };
  try {
    await replaceFile(recordPath(folder), Buffer.from(`${JSON.stringify(record)}\n`));
  } catch (error) {
    const why = systemErrorCode(error) ?? String(error);
    log.warn(`can't write ${recordPath(folder)}: ${why}; the next start compiles the scripts again`);
  }
}

interface CompilationRecord {
  readonly key: string;
  readonly version: string;
  readonly warnings: readonly string[];
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
  if (typeof data !== "object" || data === null || !("key" in data && "version" in data && "warnings" in data)) return false;
  const { key, version, warnings } = data;
  const isList = Array.isArray(warnings) && warnings.every((warning) => typeof warning === "string");
  return isList && typeof key === "string" && typeof version === "string" && /^[0-9a-f]{12}$/.test(version);
}

function isWhole(folder: string, { scripts }: Manifest): boolean {
  try {
    for (const script of scripts) {
      for (const kind of Object.keys(script.files)) readArtefactFile(folder, script, kind as ScriptFileKind); // the keys are the kinds
    }
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
