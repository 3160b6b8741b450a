/**
 * The thread that starts the programs of `io.popen` and sees how they end: a script cannot wait for events, but for this thread (piped-programs.ts).
 */
import { type StdioOptions, spawn } from "node:child_process";
import { constants } from "node:os";
import { type MessagePort, workerData } from "node:worker_threads";
import type { ProgramEnd } from "../../runtime/host.ts";

/** What the script asks for; `program` is a number of its own choice. */
export type ProgramOrder =
  | { readonly kind: "start"; readonly program: number; readonly command: string; readonly stdio: StdioOptions }
  | { readonly kind: "end"; readonly program: number };

/** A failure is a system error as Node tells it. */
export type ProgramAnswer =
  | { readonly kind: "started" }
  | { readonly kind: "ended"; readonly end: ProgramEnd }
  | { readonly kind: "failed"; readonly code: string; readonly errno: number; readonly message: string };

export interface ProgramThreadData {
  /** Where orders come, one at a time, and answers go. */
  readonly port: MessagePort;
  /** Becomes 1 when an answer is there. */
  readonly answered: Int32Array;
  /** What the programs find in theirs. */
  readonly environment: NodeJS.ProcessEnv;
}

const SHELL = "/bin/sh";
/** What the shell calls itself in its messages, as where C's `popen` starts it. */
const SHELL_NAME = "sh";

function started(command: string, stdio: StdioOptions, env: NodeJS.ProcessEnv): Promise<ProgramEnd> {
  const child = spawn(SHELL, ["-c", command], { argv0: SHELL_NAME, stdio, env });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) =>
      resolve(signal === null ? { kind: "exit", code: code ?? 0 } : { kind: "signal", code: constants.signals[signal] }),
    );
  });
}

function serve({ port, answered, environment }: ProgramThreadData): void {
  const ends = new Map<number, Promise<ProgramEnd>>();
  const answerTo = async (order: ProgramOrder): Promise<ProgramAnswer> => {
    if (order.kind === "start") {
      const end = started(order.command, order.stdio, environment);
      end.catch(() => undefined); // who asks for the end is told
      ends.set(order.program, end);
      return { kind: "started" };
    }
    const end = ends.get(order.program);
    if (end === undefined) throw new Error(`there is no program ${order.program}`);
    ends.delete(order.program);
    return { kind: "ended", end: await end };
  };
  port.on("message", (order: ProgramOrder) => {
    void answerTo(order)
      .catch(failureOf)
      .then((answer) => {
        port.postMessage(answer);
        Atomics.store(answered, 0, 1);
        Atomics.notify(answered, 0);
      });
  });
}

function failureOf(error: unknown): ProgramAnswer {
  const { code = "", errno = 0, message } = error as NodeJS.ErrnoException; // what Node throws
  return { kind: "failed", code, errno, message };
}

serve(workerData as ProgramThreadData); // `PipedPrograms` made it
