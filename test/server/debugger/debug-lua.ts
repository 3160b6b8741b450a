/** Starts the command with a debugger. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { onTestFinished } from "vitest";
import { BIN } from "../cli/run-moonpost.ts";
import { Debugger } from "./debugger.ts";

export interface Debugged {
  readonly tool: Debugger;
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
}

/** `moonpost run --inspect-wait …`, stopped before anything runs; `args` are what follows. It ends with the test. */
export async function runDebugged(
  args: readonly string[],
  folder: string,
  option: "--inspect-wait" | "--inspect-brk" = "--inspect-wait",
): Promise<Debugged> {
  const child = spawn(process.execPath, [BIN, "run", `${option}=127.0.0.1:0`, ...args], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stderr });
  const url = await new Promise<string>((resolve, reject) => {
    lines.on("line", (line) => {
      const found = inspectorUrl(line);
      if (found !== undefined) resolve(found);
    });
    child.on("exit", (code) => reject(new Error(`the process ended with ${code} before it listened for a debugger`)));
  });
  const tool = await Debugger.connect(url);
  onTestFinished(() => tool.close());
  return { tool, child };
}

/** Where Node says that it listens. */
export function inspectorUrl(line: string): string | undefined {
  return /^Debugger listening on (ws:.*)$/.exec(line)?.[1];
}
