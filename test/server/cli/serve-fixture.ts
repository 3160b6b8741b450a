/** A folder with scripts and a configuration, and `moonpost serve` on it in a process of its own. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import type { StatusReport } from "../../../server/admin/control-api.ts";
import { controlClient } from "../../../server/admin/control-client.ts";
import type { ConfigInput } from "../../../server/config.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { RawClient } from "../smtp/raw-client.ts";
import { runMoonpost, startMoonpost } from "./run-moonpost.ts";

export interface ServeFolder {
  readonly folder: string;
  /** Writes a script into the scripts folder. */
  script(name: string, lua: string): Promise<void>;
}

/** A folder with these scripts and a configuration on free ports; `config` is added to it. */
export async function serveFolder(scripts: Readonly<Record<string, string>>, config: ConfigInput = {}): Promise<ServeFolder> {
  const folder = temporaryFolder();
  await mkdir(join(folder, "scripts"));
  const script = (name: string, lua: string) => writeFile(join(folder, "scripts", name), lua);
  for (const [name, lua] of Object.entries(scripts)) await script(name, lua);
  const whole: ConfigInput = { services: [{ port: 0 }], ...config };
  await writeFile(join(folder, "moonpost.config.json"), JSON.stringify(whole));
  return { folder, script };
}

export interface Serving {
  readonly port: number;
  readonly pid: number;
  /** Lines of stdout so far. */
  readonly output: string[];
  /** Log lines (stderr) so far. */
  readonly log: string[];
  client(): Promise<RawClient>;
  status(): Promise<StatusReport>;
  /** Runs a command of the same installation in the folder. */
  moonpost: (...args: string[]) => ReturnType<typeof runMoonpost>;
  /** Settles with the next log line that matches. */
  logged(pattern: RegExp): Promise<string>;
  /** Settles when a line of stdout matches, one that is there already included. */
  printed(pattern: RegExp): Promise<void>;
  /** Sends a signal; settles with the exit code (null: ended by a signal). */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `moonpost serve` with these options in the folder and waits until it says that it listens. It ends with the test. */
export async function serve({ folder }: ServeFolder, options: readonly string[] = []): Promise<Serving> {
  const child = startMoonpost(["serve", ...options], folder);
  const output: string[] = [];
  const log: string[] = [];
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const outputListeners = new Set<() => void>();
  const logListeners = new Set<(line: string) => void>();
  createInterface({ input: child.stderr }).on("line", (line) => {
    log.push(line);
    for (const listener of logListeners) listener(line);
  });
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      output.push(line);
      for (const listener of outputListeners) listener();
      if (line.startsWith("Next: ")) resolve();
    });
    void ended.then((code) => reject(new Error(`moonpost serve ended with ${code}:\n${log.join("\n")}`)));
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  const control = controlClient(join(folder, "data", "moonpost.sock"));
  const report = await control.status();
  const port = Number(report.services[0]?.address.split(":").at(-1));
  return {
    port,
    pid: report.pid,
    output,
    log,
    client: () => RawClient.open(port),
    status: () => control.status(),
    moonpost: (...args) => runMoonpost(args, folder),
    logged: (pattern) =>
      new Promise((resolve) => {
        const listener = (line: string) => {
          if (!pattern.test(line)) return;
          logListeners.delete(listener);
          resolve(line);
        };
        logListeners.add(listener);
      }),
    printed: (pattern) =>
      new Promise((resolve) => {
        const look = () => output.some((line) => pattern.test(line)) && resolve();
        outputListeners.add(look);
        look();
      }),
    stop: (signal = "SIGINT") => {
      child.kill(signal);
      return ended;
    },
  };
}

/** Sends a message over a fresh connection; gives the answer to the end of its data, or the first refusal. */
export async function send(port: number, from: string, to: string, text: string): Promise<string> {
  const client = await RawClient.open(port);
  try {
    await client.reply();
    for (const line of ["EHLO test.example", `MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, "DATA"]) {
      const answer = (await client.ask(line)) ?? "";
      if (!/^[23]/.test(answer)) return answer;
    }
    return (await client.ask(`${text.replaceAll("\n", "\r\n")}\r\n.`)) ?? "";
  } finally {
    client.close();
  }
}
