/**
 * Files for scripts, over `node:fs`. Calls are synchronous: a script's `io` is, and the files are small and local.
 *
 * Two kinds: confined to one folder (the server), or the whole file system (`moonpost run`).
 */
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type DirectoryEntry, HostFailure, type HostFile, type HostFiles, refuse } from "../../runtime/host.ts";
import {
  closeSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeSync,
} from "../file-system.ts";
import { BufferedFile } from "./buffered-file.ts";
import { confinedPath } from "./confined-path.ts";
import { LentFiles } from "./lent-files.ts";
import { systemCall } from "./system-error.ts";

export interface FilesOptions {
  /** The only folder that is reached (absolute); undefined: the whole file system. It is made when it is missing. */
  readonly folder: string | undefined;
  /** Undefined: writing is allowed; else the setting that would allow it. */
  readonly writeDenied: string | undefined;
  /** Files keep back what is written, as C's do; who asks for it takes care that `lent` is flushed in the end. */
  readonly buffered?: boolean;
  /** The files that are open. */
  readonly lent?: LentFiles;
  /** How many whoever has these files may have open at once; any number where it is not given. */
  readonly most?: number;
}

/** What the thread that ends a script at Ctrl-C (interruption.ts) needs at most to do so, once the signal has ended a read. */
const INTERRUPTION_MS = 100;

const BUSY = 16;
const INVALID = 22;
const ILLEGAL_SEEK = 29;

/** C's modes, without the `b`, are Node's flags; `x`: the file must not be there. */
const MODES: ReadonlySet<string> = new Set(["r", "r+", "w", "w+", "wx", "wx+", "a", "a+", "ax", "ax+"]);

/** Files as C's stdio has them, confined to `folder` if there is one. What the system refuses becomes a `HostFailure`. */
export function hostFiles(options: FilesOptions): HostFiles {
  const { folder, writeDenied, buffered = false, lent = new LentFiles(), most = Number.POSITIVE_INFINITY } = options;
  const borrower = { open: 0, most };
  let made = folder === undefined;
  /** The path for the system: bytes as they are, or a path inside the folder. */
  const place = (path: string): string | Buffer => {
    if (folder === undefined) return Buffer.from(path, "latin1");
    if (!made) mkdirSync(folder, { recursive: true });
    made = true;
    return confinedPath(folder, path);
  };
  /** The same for what is to go away under its name. The folder itself stays, as a root does. */
  const movable = (path: string): string | Buffer => {
    const at = place(path);
    if (at === folder) throw new HostFailure("Device or resource busy", BUSY);
    return at;
  };
  const writing = (what: string): void => {
    if (writeDenied !== undefined) refuse(what, writeDenied);
  };
  const lend = (open: () => OpenFile, written: boolean): HostFile =>
    lent.lend(() => (buffered && written ? new BufferedFile(open(), "full") : open()), borrower);
  return {
    open(path, mode) {
      const flags = mode.replaceAll("b", "");
      if (!MODES.has(flags)) throw new HostFailure("Invalid argument", INVALID);
      if (flags !== "r") writing("io.open for writing");
      return systemCall(() => {
        const at = place(path);
        // The folders of the Windows machine that a script comes from (`c:\vpop3\…`) are made when it first writes there.
        if (folder !== undefined && (flags[0] === "w" || flags[0] === "a"))
          mkdirSync(dirname(at.toString()), { recursive: true });
        return lend(() => new OpenFile(openSync(at, flags), flags.startsWith("a"), flags === "a"), flags !== "r");
      });
    },
    temporary() {
      writing("io.tmpfile");
      return systemCall(() => lend(openTemporary, true));
    },
    temporaryName() {
      writing("os.tmpname");
      return systemCall(() => newTemporaryName(folder, place));
    },
    remove(path) {
      writing("os.remove");
      systemCall(() => {
        const at = movable(path);
        if (statSync(at).isDirectory()) rmdirSync(at);
        else unlinkSync(at);
      });
    },
    rename(from, to) {
      writing("os.rename");
      systemCall(() => renameSync(movable(from), movable(to)));
    },
    list: (path) => systemCall(() => listFolder(place(path))),
  };
}

function openTemporary(): OpenFile {
  const home = mkdtempSync(join(tmpdir(), "moonpost-"));
  const path = join(home, "file");
  const file = new OpenFile(openSync(path, "w+"), false);
  // The open file stays without its name.
  unlinkSync(path);
  rmdirSync(home);
  return file;
}

/** What the GNU C library puts in the place of an X of `lua_XXXXXX`. */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Makes an empty file with a new name, as C's `mkstemp` does, so that nobody else takes it. */
function newTemporaryName(folder: string | undefined, place: (path: string) => string | Buffer): string {
  for (;;) {
    const random = Array.from({ length: 6 }, () => LETTERS.charAt(Math.floor(Math.random() * LETTERS.length))).join("");
    const path = folder === undefined ? join(tmpdir(), `lua_${random}`) : `lua_${random}`;
    try {
      closeSync(openSync(place(path), "wx", 0o600));
      return path;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
}

function listFolder(folder: string | Buffer): DirectoryEntry[] {
  const entries: DirectoryEntry[] = [];
  for (const name of readdirSync(folder, { encoding: "buffer" })) {
    const path = Buffer.concat([Buffer.from(folder), Buffer.from("/"), name]);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) continue; // gone meanwhile, or a link that leads nowhere
    entries.push({
      name: name.toString("latin1"),
      sizeBytes: stat.isDirectory() ? 0 : stat.size,
      folder: stat.isDirectory(),
      readOnly: (stat.mode & 0o222) === 0,
      hidden: name[0] === 46,
      createdMs: stat.birthtimeMs,
      accessedMs: stat.atimeMs,
      writtenMs: stat.mtimeMs,
    });
  }
  return entries;
}

/** An open file with a position of its own; pipes and terminals have none, and are read and written as they come. */
export class OpenFile implements HostFile {
  readonly #descriptor: number;
  readonly #append: boolean;
  readonly #seekable: boolean;
  #position = 0;

  /** `append`: all is written at the end; `atEnd`: that is where the file stands from the beginning (as in the GNU C library, if it cannot be read). */
  constructor(descriptor: number, append: boolean, atEnd = false) {
    const stat = fstatSync(descriptor);
    this.#descriptor = descriptor;
    this.#append = append;
    this.#seekable = stat.isFile();
    if (atEnd && this.#seekable) this.#position = stat.size;
  }

  read(maxBytes: number): string {
    const buffer = Buffer.allocUnsafe(maxBytes);
    const count = systemCall(() => this.#readInto(buffer));
    this.#position += count;
    return buffer.toString("latin1", 0, count);
  }

  #readInto(buffer: Buffer): number {
    for (;;) {
      try {
        return readSync(this.#descriptor, buffer, 0, buffer.length, this.#seekable ? this.#position : null);
      } catch (error) {
        // A terminal or pipe that does not block: ask again. Windows says EOF for the end of a pipe.
        if (error instanceof Error && "code" in error && error.code === "EAGAIN") continue;
        if (error instanceof Error && "code" in error && error.code === "EOF") return 0;
        if (error instanceof Error && "code" in error && error.code === "EINTR") {
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, INTERRUPTION_MS);
          continue;
        }
        throw error;
      }
    }
  }

  write(bytes: string): void {
    const buffer = Buffer.from(bytes, "latin1");
    systemCall(() => {
      for (let at = 0; at < buffer.length; ) at += this.#writeFrom(buffer, at);
    });
  }

  #writeFrom(buffer: Buffer, at: number): number {
    try {
      const position = this.#seekable && !this.#append ? this.#position : null;
      const count = writeSync(this.#descriptor, buffer, at, buffer.length - at, position);
      this.#position = this.#append && this.#seekable ? fstatSync(this.#descriptor).size : this.#position + count;
      return count;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EAGAIN") return 0;
      throw error;
    }
  }

  seek(whence: "set" | "cur" | "end", offset: number): number {
    if (!this.#seekable) throw new HostFailure("Illegal seek", ILLEGAL_SEEK);
    const from = whence === "set" ? 0 : whence === "cur" ? this.#position : systemCall(() => fstatSync(this.#descriptor).size);
    if (from + offset < 0) throw new HostFailure("Invalid argument", INVALID);
    this.#position = from + offset;
    return this.#position;
  }

  /** Nothing is kept back. */
  flush(): void {}

  /** A server's script that forgets to close its file, or that ends with an error, loses nothing. */
  buffer(): void {}

  close(): undefined {
    systemCall(() => closeSync(this.#descriptor));
    return undefined;
  }
}
