/**
 * The programs of `io.popen`: each runs beside the script, which reads what the program writes as it comes, or writes what the program reads. The pipe is
 * the system's own; a thread starts the programs and sees how they end (program-thread.ts), for whose answers the script sleeps.
 *
 * Governing text: Lua 5.1 manual §5.7 (`io.popen`), POSIX `popen`.
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MessagePort } from "node:worker_threads";
import { HostFailure, type HostFile, type ProgramEnd } from "../../runtime/host.ts";
import { closeSync, mkdtempSync, openSync, rmSync } from "../file-system.ts";
import { startThread } from "../start-thread.ts";
import { BufferedFile } from "./buffered-file.ts";
import { OpenFile } from "./files.ts";
import type { ProgramAnswer, ProgramOrder, ProgramThreadData } from "./program-thread.ts";
import { systemCall, systemFailure } from "./system-error.ts";

export class PipedPrograms {
  readonly #answered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #environment: () => NodeJS.ProcessEnv;
  #port: MessagePort | undefined;
  #count = 0;

  /** `environment`: what the programs find in theirs. */
  constructor(environment: () => NodeJS.ProcessEnv) {
    this.#environment = environment;
  }

  /** Starts a command in the system's shell. What is written to it is kept back as C's `stdio` keeps it. */
  start(command: string, mode: "r" | "w"): HostFile {
    const program = ++this.#count;
    const { reader, writer } = systemCall(newPipe);
    const [ours, theirs] = mode === "r" ? [reader, writer] : [writer, reader];
    try {
      this.#ask({ kind: "start", program, command, stdio: mode === "r" ? [0, theirs, 2] : [theirs, 1, 2] });
    } finally {
      closeSync(theirs);
    }
    const file = new PipedProgram(new OpenFile(ours, true), () => {
      const answer = this.#ask({ kind: "end", program });
      return answer.kind === "ended" ? answer.end : undefined;
    });
    return mode === "r" ? file : new BufferedFile(file, "full");
  }

  #ask(order: ProgramOrder): ProgramAnswer {
    this.#port ??= this.#startThread();
    Atomics.store(this.#answered, 0, 0);
    this.#port.postMessage(order);
    Atomics.wait(this.#answered, 0, 0);
    const { receiveMessageOnPort } = process.getBuiltinModule("node:worker_threads");
    const answer = receiveMessageOnPort(this.#port)?.message as ProgramAnswer | undefined; // only the thread sends there
    if (answer === undefined) throw new Error("the thread of the programs gave no answer");
    if (answer.kind === "failed") throw systemFailure(Object.assign(new Error(answer.message), answer));
    return answer;
  }

  #startThread(): MessagePort {
    const { MessageChannel } = process.getBuiltinModule("node:worker_threads");
    const { port1, port2 } = new MessageChannel();
    const workerData: ProgramThreadData = { port: port2, answered: this.#answered, environment: this.#environment() };
    const thread = startThread("programs", "host/program-thread", { workerData, transferList: [port2] });
    // Neither keeps the process alive.
    thread.unref();
    port1.unref();
    return port1;
  }
}

/** A pipe of the system. Node makes none whose ends it would hand out, but opens those that have a name; this one loses its name at once. */
function newPipe(): { readonly reader: number; readonly writer: number } {
  const folder = mkdtempSync(join(tmpdir(), "moonpost-"));
  const path = join(folder, "pipe");
  try {
    const { error, status, stderr } = process.getBuiltinModule("node:child_process").spawnSync("mkfifo", ["-m", "600", path]);
    if (error !== undefined) throw error;
    if (status !== 0) throw new HostFailure(stderr.toString("latin1").trimEnd(), 0);
    const both = openSync(path, "r+"); // on Linux that does not wait for another end, and the others find this one
    try {
      return { reader: openSync(path, "r"), writer: openSync(path, "w") };
    } finally {
      closeSync(both);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Our end of the pipe of a program. */
class PipedProgram implements HostFile {
  readonly #pipe: OpenFile;
  readonly #end: () => ProgramEnd | undefined;

  constructor(pipe: OpenFile, end: () => ProgramEnd | undefined) {
    this.#pipe = pipe;
    this.#end = end;
  }

  read(maxBytes: number): string {
    return this.#pipe.read(maxBytes);
  }

  write(bytes: string): void {
    this.#pipe.write(bytes);
  }

  seek(whence: "set" | "cur" | "end", offset: number): number {
    return this.#pipe.seek(whence, offset);
  }

  /** Nothing is kept back. */
  flush(): void {}

  buffer(): void {}

  /** Closes the pipe, and waits for the end of the program. */
  close(): ProgramEnd | undefined {
    this.#pipe.close();
    return this.#end();
  }
}
