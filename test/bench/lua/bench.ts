/**
 * Compiled Lua against hand-written JavaScript of the same algorithm, LuaJIT and PUC Lua: `npm run bench:lua [-- program …] [-- --runs N]`.
 * Prints processor time of the best run, ratios to the hand-written JavaScript, and their geometric means. A peer that is not installed is
 * left out with a message. All compiled programs live in one process, as scripts do in the server.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compile, evaluate } from "../../../compiler/index.ts";
import { doorFor } from "../../../runtime/index.ts";
import { createInstance, type ScriptInstance } from "../../../runtime/instance.ts";
import { createTemplate } from "../../../runtime/lib/globals-template.ts";
import { benchHost } from "./bench-host.ts";

interface Handwritten {
  readonly size: number;
  readonly bench: (n: number) => number | string;
}

const folder = join(import.meta.dirname, "programs");
const DIALECT = "5.1";
const LIMITS = { fuel: 1e15, memoryBytes: 8e9, deadlineMs: 3_600_000 };

async function compiled(name: string): Promise<ScriptInstance> {
  const fileName = `${name}.lua`;
  const result = await compile(readFileSync(join(folder, fileName), "latin1"), { fileName, dialect: DIALECT });
  if (result.kind === "refused") throw new Error(result.diagnostics.map((d) => d.message).join("\n"));
  const chunk = evaluate(result.javascript, `${fileName}.js`).factory(
    doorFor(`${fileName}.js`, result.info, { dialect: DIALECT }),
  );
  const instance = createInstance(
    { name: fileName, chunk },
    { host: benchHost(), dialect: DIALECT, limits: LIMITS, globals: createTemplate(DIALECT) },
  );
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

/** Best processor time of a run, in seconds, with the result. Runs until V8 has settled: at least `seconds` in all. */
function measured(run: () => string, runs: number): { readonly seconds: number; readonly result: string } {
  const start = process.cpuUsage();
  let best = Number.POSITIVE_INFINITY;
  let result = "";
  for (let i = 0; i < runs || elapsed(start) < WARM_SECONDS; i++) {
    const before = process.cpuUsage();
    result = run();
    best = Math.min(best, elapsed(before));
  }
  return { seconds: best, result };
}

/** Each program runs at least so long before its best run counts. */
const WARM_SECONDS = 1;

function elapsed(since: NodeJS.CpuUsage): number {
  const used = process.cpuUsage(since);
  return (used.user + used.system) / 1e6;
}

function peer(
  command: string,
  name: string,
  size: number,
  runs: number,
): { readonly seconds: number; readonly result: string } | undefined {
  try {
    const output = execFileSync(
      command,
      [join(import.meta.dirname, "peer.lua"), join(folder, `${name}.lua`), String(size), String(runs)],
      { encoding: "latin1" },
    );
    const [result = "", seconds = ""] = output.trim().split("\t");
    return { seconds: Number(seconds), result };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const at = words.indexOf("--runs");
  const runs = at < 0 ? 5 : Number(words[at + 1]);
  const wanted = words.filter((word, i) => !word.startsWith("--") && i !== at + 1);
  const alone = words.includes("--no-peers");
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".lua"))
    .map((file) => file.slice(0, -4))
    .filter((name) => wanted.length === 0 || wanted.includes(name));
  const peers = alone
    ? []
    : ["luajit", "lua5.1"].filter((command) => {
        const there = peer(command, "fib", 1, 1) !== undefined;
        if (!there) console.log(`${command} is not installed: left out (Debian: apt-get install luajit lua5.1)`);
        return there;
      });
  const instances = new Map<string, ScriptInstance>();
  for (const name of names) instances.set(name, await compiled(name));
  const ratios = new Map<string, number[]>([["moonpost", []], ...peers.map((name): [string, number[]] => [name, []])]);
  console.log(["program".padEnd(18), "js s", "moonpost", ...peers].map((word) => word.padStart(9)).join(" "));
  for (const name of names) {
    const { bench, size } = (await import(join(folder, `${name}.ts`))) as Handwritten;
    const instance = instances.get(name);
    if (instance === undefined) continue;
    const own = measured(() => String(bench(size)), runs);
    const ours = measured(() => callBench(instance, size), runs);
    const columns = [ours.seconds / own.seconds];
    ratios.get("moonpost")?.push(ours.seconds / own.seconds);
    for (const command of peers) {
      const theirs = peer(command, name, size, Math.min(runs, 3));
      if (theirs === undefined) continue;
      if (theirs.result !== ours.result) throw new Error(`${name}: ${command} gives ${theirs.result}, Moonpost ${ours.result}`);
      ratios.get(command)?.push(theirs.seconds / own.seconds);
      columns.push(theirs.seconds / own.seconds);
    }
    if (own.result !== ours.result) throw new Error(`${name}: JavaScript gives ${own.result}, Moonpost ${ours.result}`);
    console.log(
      [name.padEnd(18), own.seconds.toFixed(3), ...columns.map((ratio) => ratio.toFixed(2))]
        .map((word) => word.padStart(9))
        .join(" "),
    );
  }
  console.log(
    ["geometric mean".padEnd(18), "1", ...[...ratios.values()].map((list) => geometricMean(list).toFixed(2))]
      .map((word) => word.padStart(9))
      .join(" "),
  );
}

await main();
