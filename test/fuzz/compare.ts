/** Runs one random program here and in real Lua. */
import { LuaSyntaxError } from "../../compiler/index.ts";
import { actualText, comparable } from "../lua/corpus.ts";
import { type RealVersion, runReal } from "../lua/oracle.ts";
import { programFrom } from "./program-text.ts";

export const VERSIONS: readonly RealVersion[] = ["5.0", "5.1", "5.2"];

export interface Difference {
  readonly version: RealVersion;
  readonly suspended: boolean;
  readonly source: string;
  readonly expected: string;
  readonly actual: string;
}

/** The program of the tape in one version, plainly or with every call suspended: undefined if both say the same. */
export async function differenceOf(
  tape: readonly number[],
  version: RealVersion,
  suspended: boolean,
): Promise<Difference | undefined> {
  const source = programFrom(tape, version);
  const { stdout, error = "" } = runReal(version, source, { instructions: 2_000_000 });
  if (error === "too many instructions") return undefined;
  const expected = comparable(stdout + error);
  let actual: string;
  try {
    actual = await actualText(source, version, { everyCallSuspends: suspended });
  } catch (thrown) {
    if (!(thrown instanceof LuaSyntaxError)) throw thrown;
    actual = thrown.message;
  }
  return actual === expected ? undefined : { version, suspended, source, expected, actual };
}

/** A difference as text: the program, and the first line that differs. */
export function described({ version, suspended, source, expected, actual }: Difference): string {
  const [real, ours] = [expected.split("\n"), actual.split("\n")];
  const at = real.findIndex((line, i) => line !== ours[i]);
  const line = at < 0 ? real.length : at;
  return [
    `Lua ${version}${suspended ? ", every call suspended" : ""}:`,
    source,
    `-- line ${line + 1} of the output; real Lua: ${real[line] ?? "(nothing)"}`,
    `-- line ${line + 1} of the output; here:     ${ours[line] ?? "(nothing)"}`,
  ].join("\n");
}
