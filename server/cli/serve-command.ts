/** `moonpost serve`: runs the server until it is told to stop, and tells a person what it does. */
import { relative } from "node:path";
import type { StatusReport } from "../admin/control-api.ts";
import { type Log, openLog } from "../log.ts";
import { EXIT } from "../operator-error.ts";
import { type RunningServer, startServer } from "../start-server.ts";
import { IN_CLONE } from "../version.ts";
import { findConfig } from "./find-config.ts";
import { textTable } from "./text-table.ts";

/** Settles when the server has stopped; gives the exit status. Throws an `OperatorError` where it cannot start. */
export async function serveCommand(options: { readonly config?: string }): Promise<number> {
  const began = performance.now();
  const starter = process.ppid;
  const { config, file } = await findConfig(options.config);
  const log = openLog(config.logging, process.stderr);
  try {
    const server = await startServer(config, file, log);
    const status = await server.status();
    // Listens before it prints: whoever reads the text may stop the server at once.
    const stopped = untilStopped(server, config.shutdownSeconds * 1000, starter, log);
    process.stdout.write(startText(status, config.queue.file, file === "", Math.round(performance.now() - began)));
    await stopped;
  } finally {
    log.flush();
  }
  // Not left to the event loop: a script whose hook call was ended may still sleep, or wait for a slow name server.
  process.exit(EXIT.ok);
}

/**
 * Waits for SIGINT or SIGTERM, or until npm has gone if npm started it, then stops: no new mail, what is under way ends. A second signal ends
 * the process at once; nothing that was accepted is lost by that.
 */
async function untilStopped(server: RunningServer, graceMs: number, starter: number, log: Log): Promise<void> {
  process.on("SIGHUP", log.reopen);
  await new Promise<void>((resolve) => {
    let stopping = false;
    const stop = () => {
      if (stopping) return;
      stopping = true;
      process.stdout.write("\nStopping: no new mail; what is under way may end (Ctrl-C again: at once)\n");
      resolve();
    };
    const signalled = () => {
      if (stopping) {
        log.flush();
        process.exit(EXIT.interrupted);
      }
      stop();
    };
    process.on("SIGINT", signalled);
    process.on("SIGTERM", signalled);
    if (process.env.npm_command !== undefined) whenGone(starter, stop);
  });
  await server.stop(graceMs);
  process.stdout.write("Stopped\n");
}

const STARTER_LOOK_MS = 500;

/** npm and npx end their shell by SIGTERM, and the shell passes no signal on: what npm started ends when its shell has gone. */
function whenGone(starter: number, stop: () => void): void {
  const look = setInterval(() => {
    if (process.ppid === starter) return;
    clearInterval(look);
    stop();
  }, STARTER_LOOK_MS).unref();
}

/** The few lines that a person reads after the start. */
function startText(report: StatusReport, queueFile: string, demonstration: boolean, ms: number): string {
  const { scripts } = report;
  const facts = [
    [
      "Scripts",
      `${near(scripts.source)}, version ${scripts.current.version}${scripts.watching ? ", reloaded when they change" : ""}`,
    ],
    ...scripts.current.scripts.map(({ name, hooks, compiledInMs }) => [
      "",
      `${name}${timeText(compiledInMs)}: ${hooks.join(" ") || "no hooks"}`,
    ]),
    ["Queue", near(queueFile)],
    ...report.services.map(({ name, address }) => ["Listening", `${name} on ${address}`]),
    ...report.outgoing.map((text) => ["Outgoing", text.replace(process.cwd(), ".")]),
  ];
  const next = demonstration && IN_CLONE ? "npm run demo, in another terminal" : `${IN_CLONE ? "npx " : ""}moonpost status`;
  const head = `Moonpost ${report.version}, ready in ${ms} ms${demonstration ? "; no configuration file, so this is the demonstration" : ""}\n\n`;
  return `${head}${textTable(facts, 0)}\nNext: ${next}. Ctrl-C stops.\n\n`;
}

function timeText(ms: number | undefined): string {
  return ms === undefined ? "" : ` (${Math.max(1, Math.round(ms))} ms)`;
}

/** A path as one would type it here, if it is near. */
function near(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") ? path : short || ".";
}
