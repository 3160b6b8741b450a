/**
 * The process as `moonpost run` hands it to a script: standard streams, the shell, the end.
 *
 * Governing text: Lua 5.1 manual §5.7, §5.8.
 */
import type { SpawnSyncReturns } from "node:child_process";
import { constants } from "node:os";
import { HostFailure, type HostFile, type HostProcess, type ProgramEnd } from "../../runtime/host.ts";
import { fstatSync } from "../file-system.ts";
import { BufferedFile } from "./buffered-file.ts";
import { OpenFile } from "./files.ts";
import type { LentFiles } from "./lent-files.ts";
import { PipedPrograms } from "./piped-programs.ts";
import { regardless, systemFailure } from "./system-error.ts";

const SHELL = "/bin/sh";
/** What the shell calls itself in its messages, as where C's `system` starts it. */
const SHELL_NAME = "sh";

/** The process of `moonpost run`, and the way to put out what standard output keeps back: before the process ends. */
export interface RunProcess extends HostProcess {
  flush(): void;
}

/** Files that it makes (pipes) go into `lent`. Standard output is kept back by lines on a terminal, else by blocks, as C's. */
export function hostProcess(lent: LentFiles): RunProcess {
  const terminal = fstatSync(1).isCharacterDevice();
  const stdout = new BufferedFile(new OutputStream(1), terminal ? "line" : "full");
  const stderr = new OutputStream(2);
  const flush = (): void => stdout.flush();
  const programs = new PipedPrograms(childEnvironment);
  return {
    stdin: new InputStream(new OpenFile(0, false), flush),
    stdout,
    stderr,
    flush,
    execute(command) {
      const text = Buffer.from(command, "latin1").toString("utf8");
      const { spawnSync } = process.getBuiltinModule("node:child_process");
      return endOf(spawnSync(SHELL, ["-c", text], { argv0: SHELL_NAME, stdio: "inherit", env: childEnvironment() }));
    },
    popen(command, mode) {
      flush(); // as luaconf.h's lua_popen
      return lent.lend(() => programs.start(Buffer.from(command, "latin1").toString("utf8"), mode));
    },
    exit(code) {
      regardless(flush);
      lent.flush();
      return process.exit(code & 0xff);
    },
  };
}

/** Standard output and standard error, written at the stream's own place, which other processes move too. */
class OutputStream extends OpenFile {
  constructor(descriptor: number) {
    super(descriptor, true);
  }

  /** Where nobody reads any more the program ends, as SIGPIPE ends a C program; Node takes no notice of that signal. */
  override write(bytes: string): void {
    try {
      super.write(bytes);
    } catch (error) {
      if (error instanceof HostFailure && error.errno === constants.errno.EPIPE) process.exit(128 + constants.signals.SIGPIPE);
      throw error;
    }
  }
}

/** Standard input: what was asked is seen before the answer is waited for. */
class InputStream implements HostFile {
  readonly #file: OpenFile;
  readonly #before: () => void;

  constructor(file: OpenFile, before: () => void) {
    this.#file = file;
    this.#before = before;
  }

  read(maxBytes: number): string {
    this.#before();
    return this.#file.read(maxBytes);
  }

  write(bytes: string): void {
    this.#file.write(bytes);
  }

  seek(whence: "set" | "cur" | "end", offset: number): number {
    return this.#file.seek(whence, offset);
  }

  /** Nothing is kept back. */
  flush(): void {}

  buffer(): void {}

  close(): undefined {
    return this.#file.close();
  }
}

/** `bin/lua5.x` runs on the Node that this process runs on. */
function childEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, MOONPOST_NODE: process.execPath };
}

function endOf({ error, status, signal }: SpawnSyncReturns<Buffer>): ProgramEnd {
  if (error !== undefined) throw systemFailure(error);
  return signal === null ? { kind: "exit", code: status ?? 0 } : { kind: "signal", code: constants.signals[signal] };
}
