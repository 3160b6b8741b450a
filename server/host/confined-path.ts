/**
 * Paths of scripts inside the one folder they may reach. Whatever a script writes — `C:\vpop3\list.txt`, `/etc/passwd`, `..\..\x` — names
 * something inside the folder; symbolic links that lead out of it are refused.
 *
 * Governing text: VPOP3.md §8.1 (scripts write Windows paths, in any case).
 */
import { readdirSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { HostFailure } from "../../runtime/host.ts";

const ACCESS_DENIED = 13;

/** The real path that `path` (a byte string) names inside `folder`. Throws a `HostFailure` where a link leads out. */
export function confinedPath(folder: string, path: string): string {
  const names: string[] = [];
  const text = Buffer.from(path, "latin1").toString("utf8");
  for (const name of text.replace(/^[A-Za-z]:/, "").split(/[\\/]+/)) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== "." && !name.includes("\0")) names.push(name);
    else if (name.includes("\0")) throw new HostFailure("Invalid argument", 22);
  }
  let real = folder;
  for (const name of names) real = join(real, spelling(real, name));
  return checkInside(folder, real);
}

/** The name as the folder has it: as it is written or, like Windows, in another case. */
function spelling(folder: string, name: string): string {
  let entries: string[];
  try {
    entries = readdirSync(folder);
  } catch {
    return name; // no such folder: what is done with the path fails with the right words
  }
  if (entries.includes(name)) return name;
  const lower = name.toLowerCase();
  return entries.find((entry) => entry.toLowerCase() === lower) ?? name;
}

function checkInside(folder: string, path: string): string {
  const root = realpathSync(folder);
  for (let at = path; at.length > folder.length; at = dirname(at)) {
    let real: string;
    try {
      real = realpathSync(at);
    } catch {
      continue; // does not exist yet: its folder is looked at next
    }
    if (real !== root && !real.startsWith(root + sep)) throw new HostFailure("Permission denied", ACCESS_DENIED);
    break;
  }
  return path;
}
