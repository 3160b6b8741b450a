/**
 * Files that scripts have open. One that a script forgets is closed once the collector finds that nobody has it any more, as PUC Lua's `__gc` does;
 * what files keep back can be written at the end of the process.
 *
 * Invariant: the file itself is held here, and never leads back to what the script has of it.
 */
import { type Buffering, HostFailure, type HostFile, type ProgramEnd } from "../../runtime/host.ts";

/** Who has files open: how many, and how many at once at most. */
export interface Borrower {
  open: number;
  readonly most: number;
}

interface Loan {
  readonly file: HostFile;
  readonly borrower: Borrower;
}

const TOO_MANY = 24;

export class LentFiles {
  readonly #open = new Map<WeakRef<HostFile>, Loan>();
  readonly #anybody: Borrower = { open: 0, most: Number.POSITIVE_INFINITY };
  /** Asks when the event loop turns; a script that never lets it turn has `collectgarbage`. */
  readonly #collected = new FinalizationRegistry<undefined>(() => this.closeAbandoned());

  /** What the script gets for the file that `open` opens. Throws a `HostFailure` where it has too many. */
  lend(open: () => HostFile, borrower = this.#anybody): HostFile {
    if (borrower.open >= borrower.most) throw new HostFailure("Too many open files", TOO_MANY);
    const file = open();
    const lent = new LentFile(file, (closed) => this.#giveBack(closed));
    this.#open.set(lent.self, { file, borrower });
    borrower.open++;
    this.#collected.register(lent, undefined);
    return lent;
  }

  #giveBack(self: WeakRef<HostFile>): void {
    const loan = this.#open.get(self);
    if (loan !== undefined) loan.borrower.open--;
    this.#open.delete(self);
  }

  /** True if no script has a file open, so that none can be forgotten. */
  get none(): boolean {
    return this.#open.size === 0;
  }

  /** Closes the files that nobody has any more. Nobody is there to be told that it failed. */
  closeAbandoned(): void {
    for (const [self, { file }] of this.#open) {
      if (self.deref() !== undefined) continue;
      this.#giveBack(self);
      attempt(() => file.close());
    }
  }

  /** Closes them all: for programs that a script has started, that is to wait for their end. */
  close(): void {
    for (const [self, { file }] of this.#open) {
      this.#giveBack(self);
      attempt(() => file.close());
    }
  }

  /** Writes what all of them keep back. */
  flush(): void {
    for (const { file } of this.#open.values()) attempt(() => file.flush());
  }
}

function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // As in C, where the end of a program and `__gc` have no way to tell.
  }
}

class LentFile implements HostFile {
  readonly self: WeakRef<HostFile>;
  readonly #file: HostFile;
  readonly #closed: (self: WeakRef<HostFile>) => void;

  constructor(file: HostFile, closed: (self: WeakRef<HostFile>) => void) {
    this.self = new WeakRef<HostFile>(this);
    this.#file = file;
    this.#closed = closed;
  }

  read(maxBytes: number): string {
    return this.#file.read(maxBytes);
  }

  write(bytes: string): void {
    this.#file.write(bytes);
  }

  seek(whence: "set" | "cur" | "end", offset: number): number {
    return this.#file.seek(whence, offset);
  }

  flush(): void {
    this.#file.flush();
  }

  buffer(mode: Buffering): void {
    this.#file.buffer(mode);
  }

  close(): ProgramEnd | undefined {
    this.#closed(this.self);
    return this.#file.close();
  }
}
