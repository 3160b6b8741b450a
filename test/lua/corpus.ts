/**
 * The corpus: programs in `corpus/`, each judged by the real Lua of every version it names.
 *
 * A file holds one program, or several: a line `--@ 5.1 5.2: what it shows` begins each. What it prints and the error that ends it must be
 * the real one's, run plainly and with every call suspended once. Differences that are known stand in `known-differences.json` with
 * their reasons; one that has gone must be taken off that list.
 */
import { readdirSync, readFileSync } from "node:fs";
import type { HostFile, HostProcess } from "../../runtime/host.ts";
import type { FakeHost } from "../runtime/fake-host.ts";
import { LuaHost, type RunOptions, runLua } from "../runtime/run-lua.ts";
import { type RealVersion, runReal } from "./oracle.ts";

export interface CorpusProgram {
  /** `calls.lua: tail calls`: its key in the list of known differences. */
  readonly name: string;
  readonly versions: readonly RealVersion[];
  readonly source: string;
}

const HEADER = /^--@ ([ 0-9.]+): (.*)$/;

/** All programs of the `.lua` files in a folder. */
export function readCorpus(folder: URL): CorpusProgram[] {
  const programs: CorpusProgram[] = [];
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith(".lua")) continue;
    let current: { name: string; versions: RealVersion[]; lines: string[] } | undefined;
    const close = (): void => {
      if (current !== undefined) programs.push({ ...current, source: current.lines.join("\n") });
    };
    for (const line of readFileSync(new URL(file, folder), "latin1").split("\n")) {
      const header = HEADER.exec(line);
      if (header === null) {
        if (current === undefined) throw new Error(`${file} does not begin with a line "--@ 5.1 5.2: title", but with: ${line}`);
        current.lines.push(line);
        continue;
      }
      close();
      const [, versions = "", title = ""] = header;
      current = { name: `${file}: ${title}`, versions: versions.split(" ").map(asVersion), lines: [] };
    }
    close();
  }
  const names = new Set<string>();
  for (const { name } of programs) {
    if (names.has(name)) throw new Error(`the corpus has two programs "${name}"; give one another title`);
    names.add(name);
  }
  return programs;
}

function asVersion(text: string): RealVersion {
  if (text === "5.0" || text === "5.1" || text === "5.2") return text;
  throw new Error(`the corpus knows the versions 5.0, 5.1 and 5.2, not "${text}"`);
}

/** What the real Lua prints for a program, with the error that ends it. */
export function expectedText(source: string, version: RealVersion): string {
  const { stdout, error = "" } = runReal(version, source);
  return comparable(stdout + error);
}

/** A host whose standard output is what `print` writes to; there is no input, and no process to be run or ended. */
class StandardOutputHost extends LuaHost {
  override readonly process = this.#process() as unknown as FakeHost["process"]; // a wider type: it is granted

  #process(): HostProcess {
    const nothing = (): never => {
      throw new Error("the corpus runs no other programs");
    };
    const file = (write: (bytes: string) => void): HostFile => ({
      read: () => "",
      write,
      seek: () => 0,
      flush: () => undefined,
      buffer: () => undefined,
      close: () => undefined,
    });
    return {
      stdin: file(nothing),
      stdout: file((bytes) => this.print(bytes)),
      stderr: file(() => undefined),
      execute: nothing,
      popen: nothing,
      exit: nothing,
    };
  }
}

/** The same of ours. */
export async function actualText(
  source: string,
  version: RealVersion,
  how: Pick<RunOptions, "everyCallSuspends" | "renewing" | "stepping"> = {},
): Promise<string> {
  const run = await runLua(source, { dialect: version, ...how, host: new StandardOutputHost() });
  return comparable(run.text);
}

/**
 * Without what no two runs share: the addresses of objects, and the path by which 5.2 finds a library function, which depends on the order of
 * a hash (`_G.select` or `select`).
 */
export function comparable(text: string): string {
  return text
    .replaceAll("'_G.", "'")
    .replace(/(table|function|thread|userdata|file)(:| \() ?(?:0x)?[0-9A-Fa-f]+/g, "$1$2 ADDRESS");
}
