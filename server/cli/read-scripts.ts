/** The scripts that a command was given: a folder of them, or single files. */
import { readFile, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { EXIT, OperatorError, systemErrorCode } from "../operator-error.ts";
import { readScriptFolder, type ScriptText } from "../scripts/script-folder.ts";

/**
 * The scripts of `path`, named as the command line named them. Throws an OperatorError if it can't be read or is a folder without
 * scripts.
 */
export async function readScripts(path: string): Promise<readonly ScriptText[]> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (!found.isDirectory()) return [await readScriptFile(path)];
  const { scripts } = await readScriptFolder(path);
  if (scripts.length === 0) throw new OperatorError(`${path}: there are no .lua files in this folder`, EXIT.usage);
  return scripts;
}

/** One script. Its name decides which VPOP3 script it is, with the folder for a user's own one. */
export async function readScriptFile(path: string): Promise<ScriptText> {
  const text = await readFile(path, "latin1").catch((error: unknown) => {
    throw unreadable(path, error);
  });
  const file = basename(path);
  const user = basename(dirname(path));
  return {
    name: file.toLowerCase() === "user_redirect.lua" && user ? `${user}/${file}`.toLowerCase() : file.toLowerCase(),
    file: path,
    text,
  };
}

function unreadable(path: string, error: unknown): OperatorError {
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file or folder",
    EACCES: "no permission to read it",
    EISDIR: "it is a folder; name a file in it",
  };
  const code = systemErrorCode(error);
  return new OperatorError(`can't read ${path}: ${(code && reasons[code]) ?? String(error)}`, EXIT.usage);
}
