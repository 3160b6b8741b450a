/** Runs the real command in a process of its own. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export const BIN = fileURLToPath(new URL("../../../bin/moonpost.js", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts `moonpost` with these arguments, without a terminal. */
export function startMoonpost(
  args: readonly string[],
  folder: string,
  env: NodeJS.ProcessEnv = process.env,
): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [BIN, ...args], { cwd: folder, stdio: ["ignore", "pipe", "pipe"], env });
}

/** Runs `moonpost` to its end. */
export async function runMoonpost(args: readonly string[], folder = process.cwd(), env = process.env): Promise<Ended> {
  const child = startMoonpost(args, folder, env);
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, stdout, stderr };
}
