/** The scripts that a command was given: a folder of them, or single files. */
import { basename, dirname } from "node:path";
import { readFileSync, statSync } from "../file-system.ts";
import { EXIT, OperatorError, systemErrorCode } from "../operator-error.ts";
import type { ScriptText } from "../scripts/script-folder.ts";

/**
 * The scripts of `path`, named as the command line named them. Throws an OperatorError if it can't be read or is a folder without
 * scripts.
 */
export async function readScripts(path: string): Promise<readonly ScriptText[]> {
  if (!reading(path, () => statSync(path)).isDirectory()) return [readScriptFile(path)];
  const { readScriptFolder } = await import("../scripts/script-folder.ts");
  const { scripts } = await readScriptFolder(path);
  if (scripts.length === 0) throw new OperatorError(`${path}: there are no .lua files in this folder`, EXIT.usage);
  return scripts;
}

/** One script. Its name decides which VPOP3 script it is, with the folder for a user's own one. */
export function readScriptFile(path: string): ScriptText {
  const text = reading(path, () => readFileSync(path, "latin1"));
  const file = basename(path);
  const user = basename(dirname(path));
  return {
    name: file.toLowerCase() === "user_redirect.lua" && user ? `${user}/${file}`.toLowerCase() : file.toLowerCase(),
    file: path,
    text,
  };
}

/** What `read` gives; throws an OperatorError that names `path` if it cannot. */
function reading<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unreadable(path, error);
  }
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
