/** `moonpost serve`: runs the server until it is told to stop, and tells a person what it does. */
import { relative } from "node:path";
import type { StatusReport } from "../admin/control-api.ts";
import { openLog } from "../log.ts";
import { EXIT } from "../operator-error.ts";
import { type RunningServer, startServer } from "../start-server.ts";
import { findConfig } from "./find-config.ts";
import { textTable } from "./text-table.ts";

export async function serveCommand(options: { readonly config?: string }): Promise<number> {
  const began = performance.now();
  const { config, file } = await findConfig(options.config);
  const log = openLog(config.logging, process.stderr);
  try {
    const server = await startServer(config, file, log);
    process.stdout.write(startText(await server.status(), config.queue.file, file === "", Math.round(performance.now() - began)));
    return await untilStopped(server, config.shutdownSeconds * 1000, log.reopen);
  } finally {
    log.flush();
  }
}

/**
 * Waits for SIGINT or SIGTERM, then stops: no new mail, what is under way ends. A second signal ends the process at once; nothing that was
 * accepted is lost by that.
 */
async function untilStopped(server: RunningServer, graceMs: number, reopenLogs: () => void): Promise<number> {
  process.on("SIGHUP", reopenLogs);
  await new Promise<void>((resolve) => {
    const stop = () => {
      process.stdout.write("\nStopping: no new mail; what is under way may end (Ctrl-C again: at once)\n");
      process.once("SIGINT", () => process.exit(EXIT.interrupted));
      process.once("SIGTERM", () => process.exit(EXIT.interrupted));
      resolve();
    };
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
  });
  await server.stop(graceMs);
  process.stdout.write("Stopped\n");
  return EXIT.ok;
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
  const next = demonstration ? "npm run demo, in another terminal" : "moonpost status";
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
