/**
 * Compiled Lua against hand-written JavaScript of the same algorithm, LuaJIT, PUC Lua, wasmoon and fengari:
 *
 *     npm run bench:lua [-- program …] [-- --runs N] [-- --no-peers] [-- --crowd] [-- --svg]
 *
 * Prints processor time of the best run, ratios to the hand-written JavaScript, and their geometric means. A peer that is not installed is
 * left out with a message. All compiled programs live in one process, as scripts do in the server; `--crowd` loads and runs twenty
 * others first. `--svg` writes the figures to docs/bench-lua.svg.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { ScriptInstance } from "../../../runtime/instance.ts";
import { tuneV8 } from "../../../server/v8-flags.ts";
import { chart, type Row } from "./chart.ts";
import { compiledScript } from "./compiled-script.ts";
import { joinCrowd } from "./crowd.ts";
import { measured } from "./measured.ts";
import { measuredPeer, PEERS, type Peer, sameResult } from "./peers.ts";

interface Handwritten {
  readonly size: number;
  readonly bench: (n: number) => number | string;
}

const folder = join(import.meta.dirname, "programs");
const picture = join(import.meta.dirname, "../../../docs/bench-lua.svg");

async function started(name: string): Promise<ScriptInstance> {
  const instance = await compiledScript(`${name}.lua`, readFileSync(join(folder, `${name}.lua`), "latin1"));
  const outcome = await instance.run([]);
  if (outcome.kind === "failed") throw new Error(outcome.failure.message);
  return instance;
}

function callBench(instance: ScriptInstance, size: number): string {
  const outcome = instance.call("bench", [size]);
  if (outcome instanceof Promise) throw new Error("a bench program waits");
  if (outcome.kind === "failed") throw new Error(`${outcome.failure.message}\n${outcome.failure.traceback}`);
  return String(outcome.values[0]);
}

/** Measures one program everywhere; all results must agree. */
async function row(
  program: string,
  instance: ScriptInstance,
  peers: readonly Peer[],
  runs: number,
): Promise<Row & { seconds: number }> {
  const { bench, size } = (await import(join(folder, `${program}.ts`))) as Handwritten; // the form of every peer in the folder
  const own = measured(() => String(bench(size)), runs);
  const ours = measured(() => callBench(instance, size), runs);
  if (own.result !== ours.result) throw new Error(`${program}: JavaScript gives ${own.result}, Moonpost ${ours.result}`);
  const ratios = new Map([["moonpost", ours.seconds / own.seconds]]);
  for (const peer of peers) {
    const theirs = measuredPeer(peer, program, size, runs);
    if (theirs === undefined) continue;
    const same = sameResult(theirs.result, ours.result);
    if (!same && peer.narrow) {
      console.log(`${program}: ${peer.name} gives ${theirs.result} instead of ${ours.result}: left out`);
      continue;
    }
    if (!same) throw new Error(`${program}: ${peer.name} gives ${theirs.result}, Moonpost ${ours.result}`);
    ratios.set(peer.name, theirs.seconds / own.seconds);
  }
  return { program, ratios, seconds: own.seconds };
}

function means(rows: readonly Row[], names: readonly string[]): Row {
  const mean = (name: string): number => {
    const known = rows.flatMap(({ ratios }) => ratios.get(name) ?? []);
    return Math.exp(known.reduce((sum, ratio) => sum + Math.log(ratio), 0) / known.length);
  };
  return { program: "geometric mean", ratios: new Map(names.map((name) => [name, mean(name)])) };
}

function print(first: string, ...others: readonly string[]): void {
  console.log([first.padEnd(18), ...others.map((word) => word.padStart(9))].join(" "));
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: "string", default: "5" },
      "no-peers": { type: "boolean", default: false },
      crowd: { type: "boolean", default: false },
      svg: { type: "boolean", default: false },
    },
  });
  tuneV8();
  const programs = readdirSync(folder)
    .filter((file) => file.endsWith(".lua"))
    .map((file) => file.slice(0, -4))
    .filter((name) => positionals.length === 0 || positionals.includes(name));
  const peers = PEERS.filter((peer) => {
    if (values["no-peers"]) return false;
    const there = measuredPeer(peer, "fib", 1, 1) !== undefined;
    if (!there) console.log(`${peer.name} is not installed: left out (Debian: apt-get install luajit lua5.1)`);
    return there;
  });
  const names = ["moonpost", ...peers.map(({ name }) => name)];
  if (values.crowd) console.log(`${await joinCrowd()} other scripts loaded and run`);
  const instances = new Map<string, ScriptInstance>();
  for (const name of programs) instances.set(name, await started(name));
  print("program", "js s", ...names);
  const rows: Row[] = [];
  for (const [name, instance] of instances) {
    const { seconds, ...figures } = await row(name, instance, peers, Number(values.runs));
    rows.push(figures);
    print(name, seconds.toFixed(3), ...names.map((peer) => figures.ratios.get(peer)?.toFixed(2) ?? ""));
  }
  const mean = means(rows, names);
  print(mean.program, "1", ...names.map((name) => mean.ratios.get(name)?.toFixed(2) ?? ""));
  if (values.svg) writeFileSync(picture, chart([...rows, mean], names));
}

await main();
