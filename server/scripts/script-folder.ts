/**
 * Reads a folder of Lua scripts: `*.lua` in it and, for users' own scripts, one folder deeper (`joe/user_redirect.lua`). Names are
 * Windows names, so letter case does not matter (VPOP3.md §1.4); hidden files, which editors leave, are no scripts.
 */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { OperatorError, systemErrorCode } from "../operator-error.ts";

/** A script's text as it lies in the folder. */
export interface ScriptText {
  /** Lower case, with `/`: `smtpsvr.lua`, `joe/user_redirect.lua`. */
  readonly name: string;
  /** As the file is spelt, with `/`: `SMTPSVR.LUA`. Messages show it so. */
  readonly file: string;
  /** One char a byte. */
  readonly text: string;
}

/** What a folder holds at one time. */
export interface FolderContents {
  /** Sorted by name. */
  readonly scripts: readonly ScriptText[];
  /** The folder and those in it that can hold scripts: what a watcher must watch. */
  readonly folders: readonly string[];
  /** When the youngest file was written, in milliseconds since the epoch; 0 if there is none. */
  readonly youngestMs: number;
}

/**
 * Reads all scripts of `folder`. Throws an OperatorError if it can't be read, or if two files have the same name but for
 * letter case.
 */
export async function readScriptFolder(folder: string): Promise<FolderContents> {
  const folders = [folder];
  const files: string[] = [];
  for (const entry of await entriesOf(folder)) {
    if (entry.name.startsWith(".")) continue;
    if (isScript(entry.name)) files.push(entry.name);
    else if (entry.isDirectory()) {
      folders.push(join(folder, entry.name));
      const inner = await entriesOf(join(folder, entry.name));
      files.push(
        ...inner.filter(({ name }) => isScript(name) && !name.startsWith(".")).map(({ name }) => `${entry.name}/${name}`),
      );
    }
  }
  const read = await Promise.all(files.map((file) => readScript(folder, file)));
  const scripts = read.map(({ script }) => script).sort((a, b) => (a.name < b.name ? -1 : 1));
  scripts.forEach((script, i) => {
    const before = scripts[i - 1];
    if (before?.name === script.name) {
      throw new OperatorError(
        `${folder}: ${before.file} and ${script.file} are the same script to VPOP3, which ignores case; remove one`,
      );
    }
  });
  return { scripts, folders, youngestMs: Math.max(0, ...read.map(({ writtenMs }) => writtenMs)) };
}

function isScript(fileName: string): boolean {
  return /\.lua$/i.test(fileName);
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such folder; create it, or set "scripts.folder"',
      ENOTDIR: "it is a file; name the folder it is in",
      EACCES: "no permission to read it",
    };
    const code = systemErrorCode(error);
    throw new OperatorError(`can't read the scripts folder ${folder}: ${(code && reasons[code]) ?? String(error)}`);
  }
}

async function readScript(folder: string, file: string): Promise<{ readonly script: ScriptText; readonly writtenMs: number }> {
  const path = join(folder, file);
  try {
    const [text, { mtimeMs }] = [await readFile(path, "latin1"), await stat(path)];
    return { script: { name: file.toLowerCase(), file, text }, writtenMs: mtimeMs };
  } catch (error) {
    throw new OperatorError(`can't read the script ${path}: ${systemErrorCode(error) ?? String(error)}`);
  }
}
