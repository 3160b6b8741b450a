/**
 * Our parser against luaparse: speed on 1 MB of Lua, and how often each is wrong about the snippets of the parser's tests, real
 * Lua being the judge. `node test/bench/parse.ts`
 *
 * The reason for a parser of our own: what luaparse takes although Lua refuses it would become silently wrong code.
 */
import luaparse from "luaparse";
import { LuaSyntaxError, parse } from "../../compiler/parse/index.ts";
import { SNIPPETS } from "../compiler/parse/snippets.ts";
import { compileRealAll } from "../lua/oracle.ts";
import { luaOfSize } from "./lua-of-size.ts";

/** Megabytes a second, the best of several runs. */
function speed(bytes: number, work: () => void): number {
  let best = 0;
  for (let run = 0; run < 12; run++) {
    const start = performance.now();
    work();
    best = Math.max(best, bytes / 1e6 / ((performance.now() - start) / 1000));
  }
  return best;
}

type Judge = (source: string) => string | undefined;

const ours =
  (dialect: "5.1" | "5.2"): Judge =>
  (source) => {
    try {
      parse(source, { chunkName: "case", dialect, skipFirstLine: false });
      return undefined;
    } catch (error) {
      if (error instanceof LuaSyntaxError) return error.message;
      throw error;
    }
  };

const theirs =
  (luaVersion: "5.1" | "5.2"): Judge =>
  (source) => {
    try {
      luaparse.parse(source, { luaVersion, encodingMode: "x-user-defined", comments: false });
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };

function compare(name: string, judge: Judge, snippets: readonly string[], real: readonly string[]): string {
  let takesWrongly = 0;
  let refusesWrongly = 0;
  let otherWords = 0;
  let refusedByBoth = 0;
  for (const [i, source] of snippets.entries()) {
    const said = judge(source);
    const truth = real[i] ?? "";
    if (truth !== "" && said === undefined) takesWrongly++;
    else if (truth === "" && said !== undefined) refusesWrongly++;
    else if (said !== undefined) {
      refusedByBoth++;
      if (said.replace(/^\[(\d+):\d+\]/, "case:$1:") !== truth) otherWords++;
    }
  }
  return `  ${name.padEnd(9)} takes wrongly ${takesWrongly}, refuses wrongly ${refusesWrongly}, other message ${otherWords} of ${refusedByBoth}`;
}

const source = luaOfSize(1_000_000);
const bytes = source.length;
const mine = speed(bytes, () => parse(source, { chunkName: "bench", dialect: "5.2" }));
const peer = speed(bytes, () =>
  luaparse.parse(source, { luaVersion: "5.2", encodingMode: "x-user-defined", scope: true, locations: true, ranges: true }),
);
console.log(`${(bytes / 1e6).toFixed(2)} MB of Lua, best of 12 runs`);
console.log(`  ours      ${mine.toFixed(1)} MB/s`);
console.log(`  luaparse  ${peer.toFixed(1)} MB/s`);
console.log(`  ratio     ${(mine / peer).toFixed(1)}`);
const snippets = Object.values(SNIPPETS).flat();
for (const version of ["5.1", "5.2"] as const) {
  const real = compileRealAll(version, snippets);
  console.log(`${snippets.length} snippets, Lua ${version} takes ${real.filter((message) => message === "").length}`);
  console.log(compare("ours", ours(version), snippets, real));
  console.log(compare("luaparse", theirs(version), snippets, real));
}
