/**
 * An incoming message of the stored queue. Small ones wait in memory and become a row of the database; from `FILE_THRESHOLD_BYTES` on the
 * text goes to a file while it comes in, so a session never holds more than that in memory.
 */
import { leadingHeader } from "../message/header-fields.ts";
import { SpoolFile, type SpoolFolder } from "../store/spool-file.ts";
import type { Envelope } from "./envelope.ts";
import { type IncomingMessage, MAX_HEADER_BYTES } from "./incoming.ts";

/** Size from which a message's text is kept in a file of its own; measured in test/bench/queue.ts. */
export const FILE_THRESHOLD_BYTES = 65_536;

/** A complete text, ready to be stored. */
export interface ReceivedText {
  readonly id: string;
  readonly sizeBytes: number;
  readonly headerBytes: number;
  /** The bytes, each part in an array buffer of its own; undefined if they are in the message's file, synced. */
  readonly content: { readonly header: Uint8Array<ArrayBuffer>; readonly body: Uint8Array<ArrayBuffer> } | undefined;
}

export class StoredIncoming implements IncomingMessage {
  readonly id: string;
  readonly #folder: SpoolFolder;
  readonly #store: (text: ReceivedText, envelope: Envelope) => Promise<void>;
  #memory: Uint8Array[] = [];
  #file: SpoolFile | undefined;
  #size = 0;
  #state: "open" | "committing" | "committed" | "aborted" = "open";

  constructor(
    id: string,
    folder: SpoolFolder,
    sizeHint: number,
    store: (text: ReceivedText, envelope: Envelope) => Promise<void>,
  ) {
    this.id = id;
    this.#folder = folder;
    this.#store = store;
    if (sizeHint >= FILE_THRESHOLD_BYTES) this.#file = new SpoolFile(folder, id);
  }

  get sizeBytes(): number {
    return this.#size;
  }

  write(chunk: Uint8Array): Promise<void> | undefined {
    this.#mustBeOpen("written to");
    this.#size += chunk.byteLength;
    if (this.#file !== undefined) return this.#file.append(chunk);
    this.#memory.push(chunk);
    if (this.#size < FILE_THRESHOLD_BYTES) return undefined;
    this.#file = new SpoolFile(this.#folder, this.id);
    const waits = this.#memory.map((part) => this.#file?.append(part));
    this.#memory = [];
    return waits.at(-1);
  }

  drained(): Promise<void> | undefined {
    return this.#file?.drained();
  }

  read(start: number, end: number): Buffer {
    const to = Math.min(end, this.#size);
    if (this.#file !== undefined && this.#size > 0) return this.#file.read(start, to);
    return this.#joined().subarray(start, Math.max(start, to));
  }

  header(): Buffer {
    return leadingHeader(this.read(0, MAX_HEADER_BYTES), this.#size <= MAX_HEADER_BYTES);
  }

  abort(): void {
    if (this.#state !== "open") return;
    this.#state = "aborted";
    this.#memory = [];
    void this.#file?.discard();
  }

  async commit(envelope: Envelope): Promise<string> {
    this.#mustBeOpen("committed");
    if (envelope.forwardPaths.length === 0)
      throw new Error(`message ${this.id} has no recipient: it should be aborted, not committed`);
    this.#state = "committing";
    try {
      await this.#store(await this.#text(), envelope);
      this.#state = "committed";
      return this.id;
    } catch (error) {
      this.#state = "open";
      this.abort();
      throw error;
    }
  }

  async #text(): Promise<ReceivedText> {
    await this.drained();
    const headerBytes = this.header().byteLength;
    const text = { id: this.id, sizeBytes: this.#size, headerBytes };
    if (this.#file !== undefined && this.#size > 0) {
      await this.#file.sync();
      return { ...text, content: undefined };
    }
    // Copies, because the chunks may share their array buffers with others, and these will be handed to the store's thread.
    const bytes = this.#joined();
    return {
      ...text,
      content: { header: new Uint8Array(bytes.subarray(0, headerBytes)), body: new Uint8Array(bytes.subarray(headerBytes)) },
    };
  }

  #joined(): Buffer<ArrayBuffer> {
    const [only, ...others] = this.#memory;
    if (only instanceof Buffer && others.length === 0) return only as Buffer<ArrayBuffer>;
    const joined = Buffer.concat(this.#memory);
    this.#memory = [joined];
    return joined;
  }

  #mustBeOpen(what: string): void {
    if (this.#state !== "open") throw new Error(`message ${this.id} is ${what} after it was ${this.#state}`);
  }
}
