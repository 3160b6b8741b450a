/**
 * Paths of scripts inside the one folder they may reach. Whatever a script writes — `C:\vpop3\list.txt`, `/etc/passwd`, `..\..\x` — names
 * something inside the folder; symbolic links that lead out of it are refused.
 *
 * Governing text: VPOP3.md §8.1 (scripts write Windows paths, in any case).
 */
import { sep } from "node:path";
import { HostFailure } from "../../runtime/host.ts";
import { lstatSync, readdirSync, realpathSync } from "../file-system.ts";

const ACCESS_DENIED = 13;
const INVALID = 22;
const TOO_LONG = 36;
/** Bytes of the longest path that Linux takes (PATH_MAX, its end mark included). */
const LONGEST = 4095;

/** The real path that `path` (a byte string) names inside `folder`. Throws a `HostFailure` where a link leads out, or nowhere. */
export function confinedPath(folder: string, path: string): string {
  if (path.length > LONGEST) throw new HostFailure("File name too long", TOO_LONG);
  if (path.includes("\0")) throw new HostFailure("Invalid argument", INVALID);
  const names: string[] = [];
  const text = Buffer.from(path, "latin1").toString("utf8");
  for (const name of text.replace(/^[A-Za-z]:/, "").split(/[\\/]+/)) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
  }
  let present = folder;
  for (const [i, name] of names.entries()) {
    const entry = entryOf(present, name);
    if (entry === undefined) return [inside(folder, present), ...names.slice(i)].join(sep);
    present += sep + entry;
  }
  return inside(folder, present);
}

/** The name as the folder has it: as it is written or, like Windows, in another case; undefined if it has none. */
function entryOf(folder: string, name: string): string | undefined {
  try {
    if (lstatSync(folder + sep + name, { throwIfNoEntry: false }) !== undefined) return name;
    const lower = name.toLowerCase();
    return readdirSync(folder).find((entry) => entry.toLowerCase() === lower);
  } catch {
    return undefined; // no folder: what is done with the path fails with the right words
  }
}

/** A path that exists, if it is in the folder whatever links are on the way. */
function inside(folder: string, path: string): string {
  if (path === folder) return path;
  const root = realpathSync(folder);
  let real: string | undefined;
  try {
    real = realpathSync(path);
  } catch {
    // A link to what does not exist yet: writing through it would make that.
  }
  if (real !== root && real?.startsWith(root + sep) !== true) throw new HostFailure("Permission denied", ACCESS_DENIED);
  return path;
}
