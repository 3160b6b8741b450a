/**
 * A file that keeps back what is written, as C's `stdio` does. Governing text: Lua 5.1 manual §5.7 (`file:setvbuf`).
 *
 * Invariant: nothing is kept back while the file is read or sought.
 */
import type { Buffering, HostFile, ProgramEnd } from "../../runtime/host.ts";

/** As the GNU C library for pipes and files: what other processes write comes between the same pieces. */
const BUFFER_BYTES = 4096;

export class BufferedFile implements HostFile {
  readonly #file: HostFile;
  #mode: Buffering;
  #pending = "";

  constructor(file: HostFile, mode: Buffering) {
    this.#file = file;
    this.#mode = mode;
  }

  buffer(mode: Buffering): void {
    this.flush();
    this.#mode = mode;
  }

  write(bytes: string): void {
    this.#pending += bytes;
    if (this.#mode === "no") this.flush();
    else if (this.#pending.length >= BUFFER_BYTES) this.#put(this.#pending.length - (this.#pending.length % BUFFER_BYTES));
    else if (this.#mode === "line") this.#put(this.#pending.lastIndexOf("\n") + 1);
  }

  flush(): void {
    this.#put(this.#pending.length);
  }

  /** Writes the first `count` bytes; they are gone too if that fails. */
  #put(count: number): void {
    if (count === 0) return;
    const bytes = this.#pending.slice(0, count);
    this.#pending = this.#pending.slice(count);
    this.#file.write(bytes);
  }

  read(maxBytes: number): string {
    this.flush();
    return this.#file.read(maxBytes);
  }

  seek(whence: "set" | "cur" | "end", offset: number): number {
    this.flush();
    return this.#file.seek(whence, offset);
  }

  close(): ProgramEnd | undefined {
    try {
      this.flush();
    } catch (error) {
      this.#file.close();
      throw error;
    }
    return this.#file.close();
  }
}
