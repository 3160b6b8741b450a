/**
 * What a session costs, piece by piece: reading message data (against smtp-server's own parser), the line hooks, a script instance, and
 * sessions that only wait. `node test/bench/session.ts`. For the last one the shell must allow some 10 100 open files (`ulimit -n`).
 */
import { fork } from "node:child_process";
import { connect } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { SMTPStream } from "smtp-server/lib/smtp-stream.js";
import { ScriptHooks } from "../../server/hooks/script-hooks.ts";
import { neutralGlobals } from "../../server/scripts/open-script.ts";
import { DataScanner } from "../../server/smtp/data-scanner.ts";
import { LineHooks } from "../../server/smtp/line-hooks.ts";
import { instanceOf } from "../runtime/run-lua.ts";
import { scriptSet, testOpener } from "../server/smtp/script-fixture.ts";
import { COMMAND_HOOKS, LINE_HOOKS, serve } from "./smtp-servers.ts";

const CHUNK_BYTES = 65_536;
const IDLE_SESSIONS = 10_000;

/** Message data of about `bytes` with its end, in chunks as a socket gives them. */
function chunksOf(line: string, bytes: number): Buffer[] {
  const text = Buffer.from(`${line.repeat(bytes / line.length)}.\r\n`);
  return Array.from({ length: Math.ceil(text.length / CHUNK_BYTES) }, (_, i) =>
    text.subarray(i * CHUNK_BYTES, (i + 1) * CHUNK_BYTES),
  );
}

/** Megabytes a second: the best of several runs. */
async function speed(chunks: readonly Buffer[], run: () => Promise<void>): Promise<number> {
  const megabytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0) / 1e6;
  let best = 0;
  for (let round = 0; round < 20; round++) {
    const began = performance.now();
    await run();
    best = Math.max(best, megabytes / ((performance.now() - began) / 1000));
  }
  return best;
}

async function scan(chunks: readonly Buffer[]): Promise<void> {
  const scanner = new DataScanner("refuse", 0);
  for (const chunk of chunks) scanner.scan(chunk, 0, []);
}

/** The parser that smtp-server has for itself. */
function scanThere(chunks: readonly Buffer[]): Promise<void> {
  return new Promise((resolve) => {
    const parser = new SMTPStream();
    parser.oncommand = () => undefined;
    const data = parser.startDataMode(0);
    data.on("data", () => undefined);
    data.on("end", resolve);
    for (const chunk of chunks) parser.write(chunk);
  });
}

function show(name: string, figure: string, ratio?: number): void {
  process.stdout.write(
    `${name.padEnd(44)} ${figure.padStart(14)}${ratio === undefined ? "" : `  ${ratio.toFixed(2)} × smtp-server's`}\n`,
  );
}

async function dataSpeed(name: string, line: string, bytes: number): Promise<void> {
  const chunks = chunksOf(line, bytes);
  const here = await speed(chunks, () => scan(chunks));
  const there = await speed(chunks, () => scanThere(chunks));
  show(name, `${here.toFixed(0)} MB/s`, here / there);
}

async function lineHookSpeed(): Promise<void> {
  const instance = instanceOf(LINE_HOOKS["smtpsvr.lua"] ?? "", { dialect: "vpop3" });
  await instance.run([]);
  const reports = { failed: () => process.exit(1), unusable: () => process.exit(1) };
  // The line hooks look at no global.
  const hooks = new ScriptHooks("smtpsvr", instance, {} as never, reports, false);
  const chunks = chunksOf(`${"x".repeat(76)}\r\n`, 8 << 20);
  const rate = await speed(chunks, async () => {
    const lines = new LineHooks(hooks);
    for (const chunk of chunks) await lines.take([chunk]);
    await lines.finish();
  });
  show("MessageLine that returns its line", `${rate.toFixed(0)} MB/s`);
}

async function instanceCost(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const set = scriptSet(COMMAND_HOOKS);
  const [script] = set.scripts;
  if (script === undefined) throw new Error("no script");
  const opener = testOpener([]);
  const globals = neutralGlobals("smtpsvr.lua");
  const open = () => opener.open(set, script, globals, () => undefined);
  for (let i = 0; i < 5000; i++) await open();
  const began = performance.now();
  for (let i = 0; i < 5000; i++) open();
  const each = (performance.now() - began) / 5000;
  collect();
  const before = process.memoryUsage().heapUsed;
  const kept = Array.from({ length: 5000 }, open);
  collect();
  const bytes = (process.memoryUsage().heapUsed - before) / kept.length;
  show("a new script instance, top level run", `${(each * 1000).toFixed(1)} µs`);
  show("  and its memory", `${(bytes / 1024).toFixed(1)} KB`);
}

async function idleSessions(): Promise<void> {
  const child = fork(import.meta.filename, ["serve", "every command hook"]);
  const heard = () => new Promise<number>((resolve) => child.once("message", (value) => resolve(Number(value))));
  const port = await heard();
  const memory = () => {
    const answer = heard();
    child.send("memory");
    return answer;
  };
  const before = await memory();
  const sockets = [];
  for (let i = 0; i < IDLE_SESSIONS; i++) {
    const socket = connect(port, "127.0.0.1");
    sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.on("error", reject);
      socket.once("data", () => {
        socket.write("EHLO x\r\n");
        socket.once("data", () => resolve());
      });
    });
  }
  const after = await memory();
  for (const socket of sockets) socket.destroy();
  child.disconnect();
  show(`${IDLE_SESSIONS} idle sessions, the whole process`, `${(after / 1e6).toFixed(0)} MB`);
  show("  of that for each session", `${((after - before) / IDLE_SESSIONS / 1024).toFixed(0)} KB`);
}

if (process.argv[2] === "serve") await serve(process.argv[3] ?? "");
else {
  await dataSpeed("DATA, lines of 76 bytes", `${"x".repeat(76)}\r\n`, 8 << 20);
  await dataSpeed("DATA, nothing but stuffed dots", "..\r\n", 1 << 20);
  await lineHookSpeed();
  await instanceCost();
  await idleSessions();
}
