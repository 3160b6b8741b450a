/**
 * How fast Lua becomes loaded code: `npm run bench:compile`. Aims (issue 3): 1 MB/s on one core; a script of 50 KB is ready within 100 ms in a
 * process that has not compiled before, within 5 ms from an artefact. What is first in a process is the median of five processes that start as commands do;
 * only the first start of all on a machine has no code of V8's for our own modules. An artefact is compiled as by `moonpost compile`, with V8's code cache;
 * another version of Node does not take that.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile, evaluate } from "../../compiler/index.ts";
import { doorFor } from "../../runtime/index.ts";
import { prepareArtefact, readManifest, switchTo } from "../../server/scripts/artefact.ts";
import { keepCodeCaches } from "../../server/scripts/artefact-code.ts";
import { codeCachePath } from "../../server/scripts/code-cache.ts";
import { compileScripts } from "../../server/scripts/compile-scripts.ts";
import { loadArtefact } from "../../server/scripts/load-artefact.ts";
import { luaOfSize } from "./lua-of-size.ts";

const SMALL = 50_000;
const LARGE = 1_000_000;
const RUNS = 7;
const PROCESSES = 5;
const START = join(import.meta.dirname, "../../bin/node-with-stack");
const FIRST_LOAD = join(import.meta.dirname, "first-load.ts");
const FIRST_COMPILE = join(import.meta.dirname, "first-compile.ts");
const OPTIONS = { fileName: "bench.lua", dialect: "vpop3" } as const;

/** From text to the factory of the chunk, in milliseconds. */
async function compileAndLoad(source: string, run: number): Promise<number> {
  const began = performance.now();
  const compiled = await compile(source, OPTIONS);
  if (compiled.kind === "refused") throw new Error(compiled.diagnostics[0]?.message);
  const url = `bench:${source.length}:${run}`;
  evaluate(compiled.javascript, url).factory(doorFor(url, compiled.info, { dialect: OPTIONS.dialect }));
  return performance.now() - began;
}

/** From the artefact's files to modules, in milliseconds. */
async function loadFrom(folder: string): Promise<number> {
  const began = performance.now();
  await loadArtefact(folder, readManifest(folder));
  return performance.now() - began;
}

/** What `program` prints, a number of milliseconds: the median of five processes, with `prepare` called before each. */
function elsewhere(program: string, args: readonly string[], prepare = (): void => {}): number {
  const times = Array.from({ length: PROCESSES }, () => {
    prepare();
    return Number(execFileSync("sh", [START, process.execPath, program, ...args], { encoding: "utf8" }));
  });
  return times.sort((a, b) => a - b)[PROCESSES >> 1] ?? Number.NaN;
}

async function main(): Promise<void> {
  execFileSync(process.execPath, [join(import.meta.dirname, "../../build.ts")], { stdio: "inherit" });
  const folder = mkdtempSync(join(tmpdir(), "moonpost-bench-"));
  const codeFolder = join(folder, "code");
  const first = elsewhere(FIRST_COMPILE, [codeFolder, String(SMALL)], () => rmSync(codeFolder, { recursive: true, force: true }));
  const cold = elsewhere(FIRST_COMPILE, [codeFolder, String(SMALL)]);
  let warm = Number.POSITIVE_INFINITY;
  for (let run = 1; run <= RUNS; run++) warm = Math.min(warm, await compileAndLoad(luaOfSize(SMALL), run));
  let large = Number.POSITIVE_INFINITY;
  for (let run = 1; run <= RUNS; run++) large = Math.min(large, await compileAndLoad(luaOfSize(LARGE), run));

  const texts = [{ name: "smtpsvr.lua", file: "smtpsvr.lua", text: luaOfSize(SMALL) }];
  const { scripts } = compileScripts(texts, { dialect: "vpop3", vpop3Version: "7.0" });
  const manifest = await prepareArtefact(folder, scripts, { dialect: "vpop3", compiler: "bench", runtime: "bench" });
  await switchTo(folder, manifest);
  keepCodeCaches(folder, manifest);
  const cached = elsewhere(FIRST_LOAD, [folder]);
  const uncached = elsewhere(FIRST_LOAD, [folder], () => {
    for (const { files } of manifest.scripts) rmSync(codeCachePath(join(folder, files.javascript.path)));
  });
  const artefact: number[] = [];
  for (let run = 0; run < RUNS; run++) artefact.push(await loadFrom(folder));
  rmSync(folder, { recursive: true });

  const figures: readonly (readonly [what: string, figure: string, aim: string])[] = [
    ["1 MB of Lua to loaded code, warm", `${(LARGE / 1e3 / large).toFixed(2)} MB/s`, "1 MB/s"],
    ["50 KB to loaded code, first in the process", `${cold.toFixed(1)} ms`, "100 ms"],
    ["50 KB to loaded code, at the first start on a machine", `${first.toFixed(1)} ms`, ""],
    ["50 KB to loaded code, warm", `${warm.toFixed(1)} ms`, ""],
    ["50 KB from a new artefact, first in the process", `${cached.toFixed(1)} ms`, "5 ms"],
    ["50 KB from the artefact, then", `${Math.min(...artefact).toFixed(1)} ms`, "5 ms"],
    ["50 KB from an artefact of another Node, first", `${uncached.toFixed(1)} ms`, ""],
  ];
  for (const [what, figure, aim] of figures) console.log(`${what.padEnd(56)} ${figure.padStart(12)}   ${aim && `aim: ${aim}`}`);
}

await main();
