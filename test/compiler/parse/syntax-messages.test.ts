import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LuaSyntaxError, parse } from "../../../compiler/parse/index.ts";
import { compileRealAll, type RealVersion } from "../../lua/oracle.ts";
import { SNIPPETS } from "./snippets.ts";

const VERSIONS: readonly RealVersion[] = ["5.0", "5.1", "5.2"];

/** Where the oracle's build of Lua differs from the reference build, or Lua trips over its own C strings. */
const KNOWN_DIFFERENCES: ReadonlyMap<string, string> = new Map([
  ["5.1 x = 0x", "musl's strtod takes 0x for 0; luac 5.1 with glibc calls it malformed, as we do"],
  ["5.1 x = 0x.8", "musl's strtod takes 0x for 0; luac 5.1 with glibc calls it malformed, as we do"],
  ["5.1 x = 0x.", "musl's strtod takes 0x for 0; luac 5.1 with glibc calls it malformed, as we do"],
  ["5.1 x = 1\0", "5.1 looks for the NUL in the C string of exponent letters and finds its end"],
]);

function ours(version: RealVersion, source: string): string {
  try {
    parse(source, { chunkName: "case", dialect: version, skipFirstLine: false });
    return "";
  } catch (error) {
    if (error instanceof LuaSyntaxError) return error.message;
    throw error;
  }
}

describe.each(VERSIONS)("the parser in dialect %s", (version) => {
  test.each(Object.keys(SNIPPETS))("takes, refuses and words %s as that Lua does", (chapter) => {
    const sources = SNIPPETS[chapter] ?? [];
    const real = compileRealAll(version, sources);
    const differences: string[] = [];
    for (const [i, source] of sources.entries()) {
      const known = KNOWN_DIFFERENCES.has(`${version} ${source}`);
      const mine = ours(version, source);
      if ((mine === real[i]) === known) differences.push(`${JSON.stringify(source)}\n  ours: ${mine}\n  real: ${real[i]}`);
    }
    expect(differences.join("\n")).toBe("");
  });

  test("agrees with that Lua on mutated and joined snippets", () => {
    const runs = Number(process.env.FUZZ_RUNS ?? 2500);
    const sources = fc.sample(mutated, { numRuns: runs, seed: Number(process.env.FUZZ_SEED ?? 20240501) });
    const real = compileRealAll(version, sources);
    const differences: string[] = [];
    for (const [i, source] of sources.entries()) {
      const mine = ours(version, source);
      // The two builds' number readers differ on a bare 0x (see above).
      if (mine !== real[i] && !/0[xX](?![0-9a-fA-F])/.test(source)) {
        differences.push(`${JSON.stringify(source)}\n  ours: ${mine}\n  real: ${real[i]}`);
      }
    }
    expect(differences.slice(0, 10).join("\n")).toBe("");
  });
});

describe("the parser in dialect vpop3", () => {
  // The limits are those of 5.2.
  const sources = Object.entries(SNIPPETS)
    .filter(([chapter]) => chapter !== "limits")
    .flatMap(([, snippets]) => snippets)
    .filter((source) => !KNOWN_DIFFERENCES.has(`5.1 ${source}`));
  const vpop3 = (source: string) => {
    try {
      parse(source, { chunkName: "case", dialect: "vpop3" });
      return "";
    } catch (error) {
      if (error instanceof LuaSyntaxError) return error.message;
      throw error;
    }
  };

  /** Taken by 5.0 alone, in a way that 5.2 reads otherwise. */
  const KNOWN_REFUSALS: ReadonlyMap<string, string> = new Map([
    ["x = 'a\rb'", "CR ends a line from 5.1 on"],
    ["-- a\r= 1", "CR ends a line from 5.1 on"],
    ["--[=[a]=] = 1", "a long comment from 5.1 on"],
    ["--[=[a", "a long comment from 5.1 on"],
  ]);

  test("takes what any version takes", () => {
    const real = VERSIONS.map((version) => compileRealAll(version, sources));
    const refused = sources.filter((source, i) => real.some((answers) => answers[i] === "") && vpop3(source) !== "");
    expect(refused).toEqual(sources.filter((source) => KNOWN_REFUSALS.has(source)));
  });

  /** Read further than 5.2 reads them. */
  const OTHER_WORDS: readonly string[] = ["x = 5end", "x = '\\x0"];

  test("words what no version takes as 5.2 does, but for goto as a name", () => {
    const real = VERSIONS.map((version) => compileRealAll(version, sources));
    const different = sources.filter((source, i) => {
      const taken = real.some((answers) => answers[i] === "");
      return !taken && !/goto|^#/.test(source) && vpop3(source) !== real[2]?.[i];
    });
    expect(different).toEqual(OTHER_WORDS);
  });
});

const TOKENS: readonly string[] =
  "and break do else elseif end false for function goto if in local nil not or repeat return then true until while + - * / % ^ # == ~= <= >= < > = ( ) { } [ ] :: ; : , . .. ... x y f 1 0x1f 3e2 .5 'a' \"b\\n\" [[c]] [=[d]=] --e --[[f]] \n \r\n arg _ENV self \\ ~ ! [[ ]] ' \" \\z \\x41 \\300".split(
    " ",
  );

const short = Object.values(SNIPPETS)
  .flat()
  .filter((source) => source.length < 80 && !source.includes("\0"));

type Change = readonly [kind: "cut" | "insert" | "replace" | "double" | "swap", at: number, token: string];

/** One or two snippets, one to three token-wise changes. */
const mutated: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.constantFrom(...short), { minLength: 1, maxLength: 2 }),
    fc.array(
      fc.tuple(
        fc.constantFrom("cut" as const, "insert" as const, "replace" as const, "double" as const, "swap" as const),
        fc.nat(1000),
        fc.constantFrom(...TOKENS),
      ),
      { minLength: 0, maxLength: 3 },
    ),
  )
  .map(([parts, changes]) => changes.reduce(change, parts.join("\n")));

function change(source: string, [kind, where, token]: Change): string {
  const pieces = source.match(/\w+|\s+|[^\w\s]/g) ?? [""];
  const at = where % pieces.length;
  const piece = pieces[at] ?? "";
  switch (kind) {
    case "cut":
      pieces.splice(at, 1);
      break;
    case "insert":
      pieces.splice(at, 0, ` ${token} `);
      break;
    case "replace":
      pieces[at] = token;
      break;
    case "double":
      pieces.splice(at, 0, piece);
      break;
    case "swap":
      pieces[at] = pieces[at + 1] ?? "";
      pieces[at + 1] = piece;
      break;
  }
  return pieces.join("");
}
