/**
 * The data of one message: takes the bytes into the queue's incoming message while they come, then lets hooks and rules judge it, and
 * commits it. 250 goes out only when the queue has it on disk.
 *
 * Invariant: exactly one of commit and abort happens to an incoming message, whatever fails. A message that will be refused anyway (too big, bad
 * line ends, no disk) is still read to its end, without keeping it, because only then the client listens.
 *
 * Governing text: RFC 5321 §4.1.1.4, §4.5.5, §6.1, §6.3; VPOP3.md §2.3, §2.4, §9 C14, O2, O3.
 */
import { HookFailed } from "../hooks/script-hooks.ts";
import type { IncomingMessage } from "../queue/incoming.ts";
import { shortened } from "../shortened.ts";
import { after, type Soon } from "../soon.ts";
import { StorageError } from "../store/storage-error.ts";
import type { DataScanner } from "./data-scanner.ts";
import { envelopeOf } from "./envelope-of.ts";
import { judge } from "./judgement.ts";
import { LineHooks } from "./line-hooks.ts";
import { farewell, type Reply, reply, replyText } from "./reply.ts";
import type { Outcome, Session } from "./session.ts";
import type { Transaction } from "./transaction.ts";
import { tooBig } from "./transaction-commands.ts";

/** Hooks whose word about a message goes into the journal; rules note theirs themselves. */
const HOOKS: ReadonlySet<string> = new Set(["CheckRecipients", "ProcessMessage"]);

/** Beyond the limit the client may send as much again, at least so many bytes, before the connection is closed. */
const MIN_OVERRUN_BYTES = 10 * 1024 * 1024;

/** The rate of a message counts from here on: a pause at the start is no attack. */
const SLOW_GRACE_SECONDS = 60;

/** Characters of what a script says that are logged. */
const MAX_LOGGED = 200;

export class DataPhase {
  readonly #session: Session;
  readonly #transaction: Transaction;
  readonly #incoming: IncomingMessage;
  /** Present if the script looks at lines. */
  #lines: LineHooks | undefined;
  #receivedBytes = 0;
  /** When the message began, and how long the server itself has taken since, in milliseconds of a monotonic clock. */
  readonly #begunMs: number;
  #ownMs = 0;
  /** The client has gone; a hook that still waits decides about nothing. */
  #gone = false;
  /** The message is here and hooks look at it: it stays until they are done. */
  #judging = false;
  /** Set: the message will be refused with it. */
  #refusal: Reply | undefined;

  /** `session.transaction` has recipients. */
  constructor(session: Session, transaction: Transaction) {
    this.#session = session;
    this.#transaction = transaction;
    this.#begunMs = session.parts.monotonicMs();
    this.#incoming = session.parts.queue.begin(transaction.parameters.sizeBytes);
  }

  /** After 354: StartMessage (VPOP3.md §2.4). A promise if it waits. */
  start(): Promise<void> | undefined {
    const { hooks } = this.#session;
    return this.#withHooks(() =>
      after(hooks.call("StartMessage"), () => {
        if (hooks.has("MessageLineRaw") || hooks.has("MessageLine")) this.#lines = new LineHooks(hooks);
      }),
    );
  }

  /**
   * Takes message bytes. A promise asks for patience; a reply: the client sends without end or too slowly, or a script wants to be rid of
   * it (ForceDisconnect): close the connection.
   */
  data(pieces: readonly Buffer[]): Soon<Reply | undefined> {
    for (const piece of pieces) this.#receivedBytes += piece.length;
    if (this.#isTooSlow()) {
      this.#session.log.info(
        { bytes: this.#receivedBytes },
        "the client sends its message too slowly; the connection was closed",
      );
      return reply(421, "4.4.2", "The message comes too slowly");
    }
    const limit = this.#session.maxMessageBytes;
    if (limit > 0 && this.#receivedBytes > limit) {
      this.#refuse(tooBig(limit));
      if (this.#receivedBytes > limit + Math.max(limit, MIN_OVERRUN_BYTES))
        return reply(421, "4.3.4", "The message does not end");
    }
    if (this.#refusal !== undefined) return undefined;
    const since = this.#session.parts.monotonicMs();
    const waits = this.#withHooks(() => {
      const taken = this.#lines === undefined ? pieces : this.#lines.take(pieces);
      return taken instanceof Promise ? taken.then((lines) => this.#write(lines)) : this.#write(taken);
    });
    return waits === undefined ? this.#taken(since) : waits.then(() => this.#taken(since));
  }

  #taken(sinceMs: number): Reply | undefined {
    this.#ownMs += this.#session.parts.monotonicMs() - sinceMs;
    return this.#session.globals.ForceDisconnect ? farewell() : undefined;
  }

  /** The idle timeout ends silence; this ends a client that says a byte now and then to keep a session (slow loris). */
  #isTooSlow(): boolean {
    const { limits, monotonicMs } = this.#session.parts;
    const seconds = (monotonicMs() - this.#begunMs - this.#ownMs) / 1000;
    return seconds > SLOW_GRACE_SECONDS && this.#receivedBytes < seconds * limits.minDataBytesPerSecond;
  }

  #write(pieces: readonly Buffer[]): Promise<void> | undefined {
    const write = (piece: Buffer) => (this.#gone ? undefined : this.#incoming.write(piece));
    let waits: Promise<void> | undefined;
    for (const piece of pieces) waits = waits === undefined ? write(piece) : waits.then(() => write(piece));
    return waits;
  }

  /** The end of the data has come: the reply, and what becomes of the connection. */
  async end(scanner: DataScanner): Promise<Outcome> {
    const session = this.#session;
    const transaction = this.#transaction;
    let answer: Reply | undefined;
    this.#judging = true;
    try {
      answer = await this.#judged(scanner);
    } catch (error) {
      this.#failed(error);
    }
    if (this.#refusal !== undefined) this.#logRefusal(this.#refusal);
    const said = this.#refusal ?? answer ?? reply(451, "4.3.0", "Local error in processing");
    this.#judging = false;
    this.abort();
    session.resetTransaction();
    const close = transaction.effects.disconnect || session.globals.ForceDisconnect;
    return { reply: said, next: close ? "close" : "continue" };
  }

  /** What hooks, rules and the queue make of the message; undefined if it was refused before. */
  async #judged(scanner: DataScanner): Promise<Reply | undefined> {
    if (this.#lines !== undefined && this.#refusal === undefined) await this.#write(await this.#lines.finish());
    const heard = this.#session.hooks.call("EndMessage");
    if (heard instanceof Promise) await heard;
    this.#checkLines(scanner);
    if (this.#refusal !== undefined || this.#gone) return undefined;
    const draining = this.#incoming.drained();
    if (draining !== undefined) await draining;
    return this.#decide(scanner.eightBit);
  }

  /** `why`: the hook that refused, or the rules. */
  #logRefusal(answer: Reply, why?: string): void {
    const [bytes, from] = [this.#receivedBytes, this.#transaction.reversePath];
    const reply = shortened(replyText(answer), MAX_LOGGED);
    this.#session.log.info({ id: this.#incoming.id, bytes, from, reply, why }, "message refused");
  }

  #checkLines(scanner: DataScanner): void {
    if (scanner.bareNewline && this.#session.parts.limits.bareNewlines === "refuse") {
      this.#refuse(reply(550, "5.5.2", "Bare CR or LF: lines must end with CRLF"));
    } else if (scanner.lineTooLong) {
      this.#refuse(reply(550, "5.5.2", `A line is longer than the limit of ${this.#session.globals.MaxLineLength} bytes`));
    }
  }

  /** Hooks and rules judge; what is accepted goes into the queue. */
  async #decide(eightBit: boolean): Promise<Reply> {
    const session = this.#session;
    const judgement = await judge(session, this.#transaction, this.#incoming);
    if (judgement.kind === "refused") {
      this.#logRefusal(judgement.reply, judgement.why);
      if (HOOKS.has(judgement.why)) session.decided({ hook: judgement.why, effect: replyText(judgement.reply) });
      return judgement.reply;
    }
    // The client did not hear 250, so it will come again: keeping the message would deliver it twice.
    if (this.#gone) return reply(451, "4.4.2", "Connection lost");
    session.messages++;
    if (judgement.kind === "dropped") {
      const reason = shortened(judgement.reason, MAX_LOGGED);
      session.log.info({ id: this.#incoming.id, why: judgement.why, reason }, "message accepted and dropped");
      if (HOOKS.has(judgement.why)) session.decided({ hook: judgement.why, effect: "accepted and dropped" });
      return reply(250, "2.0.0", "OK: accepted");
    }
    const id = await this.#incoming.commit(envelopeOf(session, this.#transaction, judgement, this.#incoming.id, eightBit));
    this.#rememberAddresses(judgement.recipients);
    if (judgement.changedBy !== "") session.decided({ hook: judgement.changedBy, effect: judgement.change, message: id });
    session.log.info(
      {
        id,
        bytes: this.#incoming.sizeBytes,
        from: this.#transaction.reversePath,
        to: judgement.recipients.length,
        ...(judgement.hold === undefined ? {} : { held: judgement.hold.reason }),
      },
      "message accepted",
    );
    return reply(250, "2.0.0", `OK: queued as ${id}`);
  }

  /** AddUserAddresses: whom local users write to is kept for completion. The client does not wait for it. */
  #rememberAddresses(recipients: readonly string[]): void {
    const session = this.#session;
    if (!session.globals.AddUserAddresses || !session.isLocal) return;
    const { directory } = session.parts;
    const user = session.authenticatedUser === "" ? directory.userOf(this.#transaction.reversePath) : session.authenticatedUser;
    if (user === undefined) return;
    directory.remember(user, recipients).catch((error: unknown) => {
      session.log.error({ error, user }, "can't store whom a user writes to (AddUserAddresses); the message is queued");
    });
  }

  /** Nothing is kept. Harmless after a commit. */
  abort(): void {
    this.#gone = true;
    this.#lines?.stop();
    if (!this.#judging) this.#incoming.abort();
  }

  #refuse(answer: Reply): void {
    if (this.#refusal !== undefined) return;
    this.#refusal = answer;
    this.#incoming.abort();
  }

  /** Runs a step; gives a promise if it waits. */
  #withHooks(step: () => Soon<void>): Promise<void> | undefined {
    try {
      const waits = step();
      return waits instanceof Promise ? waits.catch((error: unknown) => this.#failed(error)) : undefined;
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  /** A hook that failed (where that counts) or a disk that failed becomes the refusal. Our own bugs pass through. */
  #failed(error: unknown): void {
    if (error instanceof HookFailed) this.#refuse(reply(451, "4.3.0", "Local error in processing, try again later"));
    else if (error instanceof StorageError) {
      this.#session.log.error({ error, id: this.#incoming.id }, "can't store the message; the client was asked to come again");
      this.#refuse(storageReply(error));
    } else {
      this.#incoming.abort();
      throw error;
    }
  }
}

/** A storage error knows its reply: `452 4.3.1 text`. */
function storageReply(error: StorageError): Reply {
  const match = /^([45][0-9]{2}) ([45]\.[0-9]+\.[0-9]+) (.*)$/s.exec(error.reply);
  const [, code, enhanced, text] = match ?? [];
  return reply(Number(code ?? 451), enhanced ?? "4.3.0", text ?? "Local error in processing");
}
