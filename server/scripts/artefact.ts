/**
 * The artefact: a folder with the compiled scripts, ready to be copied to another machine and loaded.
 *
 * ```
 * manifest.json                    the version that is served: replaced by one atomic rename
 * versions/<version>.json          this manifest and the ones before it, for rollback
 * smtpsvr.<version>.lua .ts .js .js.map .info.json     files named by content: written once, never changed
 * compiled.json                    what the server compiled last, and of what: starts and reloads compile only what changed (compiled-folder.ts)
 * smtpsvr.<version>.js.cache       V8's code cache, written where the artefact was compiled or loaded (code-cache.ts)
 * ```
 * A reader that holds a manifest finds its files even while another version is written. Same input, same bytes: nothing else in here tells
 * time, machine or order of work. Files that no kept version names are removed by the writer.
 */
import { hash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { OperatorError, systemErrorCode } from "../operator-error.ts";
import { codeCachePath } from "./code-cache.ts";
import { checkedManifest, MANIFEST_FORMAT, type Manifest, type ManifestScript, type ScriptFileKind } from "./manifest.ts";

/** A compiled script on its way into an artefact. */
export interface ArtefactScript {
  readonly name: string;
  readonly file: string;
  readonly kind: string;
  readonly hooks: readonly string[];
  /** Contents; `lua` is a byte string, the others are text. */
  readonly contents: Readonly<Record<ScriptFileKind, string>>;
}

export interface ArtefactOptions {
  readonly dialect: Manifest["dialect"];
  readonly compiler: string;
  readonly runtime: string;
}

const EXTENSIONS: Readonly<Record<ScriptFileKind, string>> = {
  lua: "lua",
  typescript: "ts",
  javascript: "js",
  sourceMap: "js.map",
  info: "info.json",
};
/** Versions that stay in the folder. */
const KEPT_VERSIONS = 5;

/**
 * Writes the files of `scripts` into the artefact, but for those that lie in it already, and gives the manifest that names them; what is served stays as
 * it is until `switchTo`. Throws an OperatorError if `folder` can't be written.
 */
export async function prepareArtefact(
  folder: string,
  scripts: readonly (ArtefactScript | ManifestScript)[],
  options: ArtefactOptions,
): Promise<Manifest> {
  const described = scripts.map((script) => ("files" in script ? script : describeScript(script)));
  const content = { format: MANIFEST_FORMAT, ...options, scripts: described } as const;
  const manifest = checkedManifest({ ...content, version: sha256(JSON.stringify(content)).slice(0, 12) });
  await writing(folder, async () => {
    await mkdir(join(folder, "versions"), { recursive: true });
    for (const [i, script] of scripts.entries()) {
      if ("files" in script) continue;
      for (const [kind, file] of filesOf(described[i]))
        await writeOnce(join(folder, file.path), bytesOf(kind, script.contents[kind]));
    }
  });
  return manifest;
}

/**
 * Makes `manifest`, whose files `prepareArtefact` wrote, the current version by one atomic rename; then removes versions beyond the
 * newest ones.
 */
export async function switchTo(folder: string, manifest: Manifest): Promise<void> {
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  await writing(folder, async () => {
    await replaceFile(join(folder, "versions", `${manifest.version}.json`), text);
    await replaceFile(join(folder, "manifest.json"), text);
    await removeUnused(folder);
  });
}

async function writing(folder: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    throw new OperatorError(`can't write the artefact ${folder}: ${code}; check that it is a folder you may write to`);
  }
}

/**
 * The current manifest of the artefact, or that of `version`, read at once. Throws an OperatorError if there is none or it is not a manifest of
 * this program's form.
 */
export function readManifest(folder: string, version?: string): Manifest {
  const path = manifestPath(folder, version);
  const bytes = bytesAt(path);
  if (bytes === undefined)
    throw new OperatorError(
      `${folder} is no artefact: it has no ${path.slice(folder.length + 1)}; make one with \`moonpost compile\``,
    );
  try {
    return checkedManifest(JSON.parse(bytes.toString()));
  } catch (error) {
    const problem = error instanceof RangeError ? error.message : "no JSON";
    throw new OperatorError(`${path}: not a manifest of this version of Moonpost (${problem}); compile the scripts again`);
  }
}

/** The same, undefined where there is none of this program's form. Throws an OperatorError if it cannot be read. */
export function keptManifest(folder: string, version?: string): Manifest | undefined {
  const bytes = bytesAt(manifestPath(folder, version));
  try {
    return bytes && checkedManifest(JSON.parse(bytes.toString()));
  } catch {
    return undefined; // another release wrote it, or it is damaged
  }
}

function manifestPath(folder: string, version: string | undefined): string {
  return version === undefined ? join(folder, "manifest.json") : join(folder, "versions", `${version}.json`);
}

/** The versions kept in the artefact, newest first. */
export async function listVersions(folder: string): Promise<readonly string[]> {
  const versions = await versionFiles(folder);
  return versions.map(({ version }) => version);
}

/**
 * A file of the artefact, as it was compiled. Throws an OperatorError if it is missing, was changed or cannot be read. Read at once: through the threads of Node's
 * file system four small files take as long as the rest of a script's start.
 */
export function readArtefactFile(folder: string, script: ManifestScript, kind: ScriptFileKind): string {
  const { path, sha256: expected } = script.files[kind];
  const bytes = bytesAt(join(folder, path));
  if (bytes === undefined || sha256(bytes) !== expected) {
    throw new OperatorError(`${join(folder, path)}: ${bytes ? "was changed" : "is missing"}; compile the scripts again`);
  }
  return bytes.toString(kind === "lua" ? "latin1" : "utf8");
}

/** What the file holds, undefined if there is none. Throws an OperatorError if it cannot be read. */
function bytesAt(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT") return undefined;
    throw new OperatorError(`can't read ${path}: ${code ?? String(error)}`);
  }
}

function describeScript({ name, file, kind, hooks, contents }: ArtefactScript): ManifestScript {
  const hashes = Object.entries(contents).map(([key, text]) => [key, sha256(bytesOf(key as ScriptFileKind, text))] as const);
  const version = sha256(JSON.stringify([file, ...hashes])).slice(0, 12);
  const files = Object.fromEntries(
    // The keys of `contents` are the kinds.
    hashes.map(([key, hash]) => [
      key,
      { path: `${name.replace(/\.lua$/, "")}.${version}.${EXTENSIONS[key as ScriptFileKind]}`, sha256: hash },
    ]),
  ) as ManifestScript["files"];
  return { name, file, kind, hooks: [...hooks], version, files };
}

function filesOf(script: ManifestScript | undefined) {
  return Object.entries(script?.files ?? {}) as [ScriptFileKind, ManifestScript["files"][ScriptFileKind]][]; // the keys are the kinds
}

function bytesOf(kind: ScriptFileKind, text: string): Buffer {
  return Buffer.from(text, kind === "lua" ? "latin1" : "utf8");
}

function sha256(content: string | Buffer): string {
  return hash("sha256", content);
}

/** Writes a file whose name says its content, unless it is there as it must be. */
async function writeOnce(path: string, bytes: Buffer): Promise<void> {
  const there = await readFile(path).catch(() => undefined);
  if (there?.equals(bytes)) return;
  await mkdir(dirname(path), { recursive: true });
  await replaceFile(path, bytes);
}

/** Writes beside `path` and renames: at any moment the file is whole, the old one or the new one. */
export async function replaceFile(path: string, bytes: Buffer): Promise<void> {
  const aside = `${path}.${randomUUID()}.new`;
  const handle = await open(aside, "wx");
  try {
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

async function versionFiles(folder: string): Promise<{ readonly version: string; readonly writtenMs: number }[]> {
  const names = (await readdir(join(folder, "versions")).catch(() => [])).filter((name) => /^[0-9a-f]{12}\.json$/.test(name));
  const versions = await Promise.all(
    names.map(async (name) => ({ version: name.slice(0, 12), writtenMs: (await stat(join(folder, "versions", name))).mtimeMs })),
  );
  return versions.sort((a, b) => b.writtenMs - a.writtenMs);
}

/** Removes all but the newest versions, and the files that none of these names. What is no file of ours is left alone. */
async function removeUnused(folder: string): Promise<void> {
  const used = new Set<string>();
  for (const [i, { version }] of (await versionFiles(folder)).entries()) {
    const manifest = i < KEPT_VERSIONS ? keptManifest(folder, version) : undefined;
    if (!manifest) await unlink(join(folder, "versions", `${version}.json`));
    for (const script of manifest?.scripts ?? []) for (const [, file] of filesOf(script)) used.add(file.path);
    for (const { files } of manifest?.scripts ?? []) used.add(codeCachePath(files.javascript.path));
  }
  for (const name of await readdir(folder, { recursive: true })) {
    const path = name.replaceAll("\\", "/");
    if (/\.[0-9a-f]{12}\.(lua|ts|js|js\.map|js\.cache|info\.json)$/.test(path) && !used.has(path))
      await rm(join(folder, path), { force: true });
  }
}
