/**
 * THE extension of smtp-server 3.21.6 (pinned): everything that reaches into its private parts is in this file, and
 * `test/server/smtp/smtp-server-contract.test.ts` fails when an update changes what is relied on.
 *
 * What stays smtp-server's: the listener, TLS (implicit and STARTTLS), the PROXY header, AUTH's mechanisms, the idle timeout, closing
 * half-open sockets. What is ours, and why its public options do not reach:
 *
 * | ours | there |
 * | --- | --- |
 * | `init`: greets at once | a fixed delay of 100 ms, reverse DNS |
 * | `_createParser`: `CommandInput` | DATA byte by byte, bare LF ends a command, no data sink of our own |
 * | `_onCommand` is never reached: `#line` | replies, limits and the set of commands are fixed texts and options of the whole server |
 * | `send`: our reply format | AUTH's and STARTTLS's replies with our enhanced codes |
 * | `_onClose`: ends the session | `onClose` knows nothing of messages half received |
 *
 * One connection handles one command or chunk at a time; replies of pipelined commands leave in one packet.
 */
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { SMTPServer } from "smtp-server";
import { SMTPConnection, type SMTPConnectionOptions } from "smtp-server/lib/smtp-connection.js";
import type { SMTPStream } from "smtp-server/lib/smtp-stream.js";
import { HookFailed } from "../hooks/script-hooks.ts";
import { shortened } from "../shortened.ts";
import { CommandInput, type InputHandler, type LineProblem } from "./command-input.ts";
import { hasControlCharacters, runCommand } from "./commands.ts";
import { DataPhase } from "./data-phase.ts";
import { DataScanner } from "./data-scanner.ts";
import { farewell, formatReply, isRefusal, isTooLong, type Reply, reply, replyText } from "./reply.ts";
import { type Outcome, Session, type SessionParts } from "./session.ts";

/** Codes that smtp-server sends with texts of its own, and the enhanced code for each (RFC 3463). */
const ENHANCED: ReadonlyMap<number, string> = new Map([
  [220, "2.0.0"],
  [235, "2.7.0"],
  [421, "4.4.2"],
  [454, "4.7.0"],
  [501, "5.5.2"],
  [503, "5.5.1"],
  [504, "5.5.4"],
  [535, "5.7.8"],
  [538, "5.7.11"],
]);

/** Characters of a command or reply in the log. */
const MAX_LOGGED = 200;

export class Connection extends SMTPConnection implements InputHandler {
  readonly #parts: SessionParts;
  readonly #session: Session;
  #input: CommandInput;
  #data: DataPhase | undefined;
  /** Settles when the greeting has gone out, and is gone then; what the client says before waits. */
  #greeting: Promise<void> | undefined;
  #greetedNow: () => void = () => undefined;
  /** The last step of the session that waited: End comes after it. */
  #underWay: Promise<void> | undefined;
  #admitted = false;
  #corked: Socket | undefined;
  /** True from a command AUTH to the next line with an argument. */
  #behindAuth = false;

  constructor(
    server: SMTPServer,
    socket: Socket | TLSSocket,
    options: SMTPConnectionOptions | null | undefined,
    parts: SessionParts,
    isNamed: boolean,
  ) {
    super(server, socket, options);
    this.#parts = parts;
    this.#session = new Session({ address: this.remoteAddress, isNamed, sessionId: this.id }, parts);
    // The base class has made a parser through `_createParser`, before the fields above were there.
    this.#input = this.#newInput();
    this._parser = this.#input;
    this.#greeting = new Promise((resolve) => {
      this.#greetedNow = () => {
        this.#greeting = undefined;
        resolve();
      };
    });
  }

  /** What smtp-server's callbacks, which know only its own session, find ours by. */
  get moonpostSession(): Session {
    return this.#session;
  }

  /** True between transactions, with no command under way: what is ended now loses nothing and leaves no reply unsaid. */
  get isIdle(): boolean {
    return !this._handlerPending && this.#session.transaction === undefined;
  }

  // ---- overridden: the life of the connection ----

  override init(): void {
    this._setListeners(() => {
      this.#admitted = this.#parts.admission.enter(this.remoteAddress);
      if (!this.#admitted)
        return this.#say(reply(421, "", `${this.#parts.hostName} Too many connections, try again later`), "close");
      this._setClientHostname("");
      this._resetSession();
      if (this._socket instanceof TLSSocket) this.#session.encrypted(encryptionOf(this._socket));
      void this.#guarded(async () => {
        const outcome = await this.#session.greet();
        if (isRefusal(outcome.reply))
          this.#session.log.info({ reply: shortened(replyText(outcome.reply), MAX_LOGGED) }, "client refused");
        if (!this._closing && !this._closed) {
          this._ready = true;
          this.#carryOut(outcome, "");
        }
        this.#greetedNow();
      });
    });
  }

  /** Called by the base constructor, when our own fields are not there yet, and again after STARTTLS. */
  override _createParser(): SMTPStream {
    if (!(#parts in this)) return super._createParser();
    this.#input = this.#newInput();
    return this.#input;
  }

  #newInput(): CommandInput {
    const { limits, monotonicMs } = this.#parts;
    const input = new CommandInput(this, {
      maxLineBytes: limits.maxLineBytes,
      acceptBareNewline: limits.bareNewlines === "normalise",
      maxLineMs: limits.idleTimeoutMs,
      monotonicMs,
    });
    input.on("error", (error) => {
      this.#parts.log.error({ error, session: this.id }, "the input of a session failed");
      this.send(421, "Error in the server");
    });
    return input;
  }

  /** TLS has begun: called through the server's `onSecure` after the handshake of STARTTLS. */
  encryptionBegan(socket: TLSSocket): void {
    this.#session.encrypted(encryptionOf(socket));
  }

  override _onClose(): void {
    const first = !this._closed;
    super._onClose();
    if (!first) return;
    if (this.#data !== undefined) {
      this.#session.log.info("the client disconnected in the middle of a message; nothing of it is kept");
      this.#data.abort();
      this.#data = undefined;
    }
    this.emit("moonpost-closed");
    if (this.#admitted) this.#parts.admission.leave(this.remoteAddress);
    // A hook that still waits is ended by nobody, and a script has one thread.
    const underWay = this.#underWay;
    void this.#guarded(() => (underWay === undefined ? this.#session.end() : underWay.then(() => this.#session.end())));
  }

  /** Replies of the base class (AUTH, STARTTLS, timeouts, shutdown) in our form. */
  override send(code: number, data?: string | string[] | null): void {
    const lines = data === undefined || data === null ? [""] : Array.isArray(data) ? data : [data];
    const text = lines.map((line) => line.replace(/^Error: (?:syntax: )?/, ""));
    this.#say(reply(code, code === 334 ? "" : (ENHANCED.get(code) ?? ""), ...text), "continue");
  }

  // ---- what CommandInput brings ----

  line(line: string, more: boolean): Promise<void> | undefined {
    if (more) this.#cork();
    return this.#exclusively(!more, () => this.#lineOf(line));
  }

  #lineOf(line: string): Promise<void> | undefined {
    if (this.#greeting !== undefined) return this.#greeting.then(() => this.#lineOf(line));
    if (this._closing || this._closed) return undefined;
    // A line of an AUTH exchange.
    const next = this._nextHandler;
    if (next !== false) {
      this._nextHandler = false;
      if (hasControlCharacters(line)) return this.#say(reply(501, "5.5.2", "Control characters are not allowed"), "continue");
      return this.#runBase((done) => next.call(this, Buffer.from(line, "latin1"), done));
    }
    this.#behindAuth = /^\s*AUTH/i.test(line) || (this.#behindAuth && !/\s/.test(line));
    const { log } = this.#session;
    if (log.isLevelEnabled("debug")) log.debug({ line: this.#withoutSecrets(line) }, "command");
    const { maxSessionSeconds } = this.#parts.limits;
    if (maxSessionSeconds > 0 && this.#session.ageSeconds > maxSessionSeconds) {
      log.info({ limit: maxSessionSeconds }, "the session was too old and was closed");
      return this.#say(reply(421, "4.4.2", "The session is too old, come again"), "close");
    }
    const outcome = runCommand(this.#session, line);
    return outcome instanceof Promise ? outcome.then((settled) => this.#answer(settled, line)) : this.#answer(outcome, line);
  }

  /** Carries out a command's outcome; what was refused is in the log, whoever refused it. */
  #answer(outcome: Outcome, line: string): Promise<void> | undefined {
    if (isRefusal(outcome.reply)) {
      const reply = shortened(replyText(outcome.reply), MAX_LOGGED);
      this.#session.log.info({ line: shortened(this.#withoutSecrets(line), MAX_LOGGED), reply }, "command refused");
    }
    return this.#carryOut(outcome, line);
  }

  /** As the log may have it. Behind AUTH a client may send a password though it was refused: that is a line without a blank. */
  #withoutSecrets(line: string): string {
    const text = line.trim();
    const name = text.slice(0, 4).toUpperCase();
    if (name === "AUTH") return this._redactCredentials(name, text).line;
    return this.#behindAuth ? "/* secured */" : line;
  }

  malformed(problem: LineProblem): Promise<void> | undefined {
    return this.#exclusively(true, () => this.#refuseLine(problem));
  }

  #refuseLine(problem: LineProblem): Promise<void> | undefined {
    if (this.#greeting !== undefined) return this.#greeting.then(() => this.#refuseLine(problem));
    this._nextHandler = false;
    const session = this.#session;
    if (problem === "slow") session.log.info("a command line came too slowly; the connection was closed");
    if (problem === "slow") return this.#say(reply(421, "4.4.2", "The line comes too slowly"), "close");
    if (problem === "endless") session.log.info("a command line did not end; the connection was closed");
    if (problem === "endless") return this.#say(reply(421, "4.7.0", "The line does not end"), "close");
    session.unknownCommands++;
    if (session.unknownCommands > this.#parts.limits.maxUnknownCommands) {
      return this.#say(reply(421, "4.7.0", "Too many bad commands"), "close");
    }
    session.log.info({ problem, limit: this.#parts.limits.maxLineBytes }, "a command line was refused");
    const text = problem === "tooLong" ? "Line too long" : "Lines must end with CRLF";
    return this.#say(reply(500, "5.5.2", text), "continue");
  }

  data(pieces: Buffer[]): Promise<void> | undefined {
    return this.#exclusively(true, () => {
      const phase = this.#data;
      const refusal = phase?.data(pieces);
      return refusal instanceof Promise
        ? refusal.then((settled) => this.#abandonData(phase, settled))
        : this.#abandonData(phase, refusal);
    });
  }

  #abandonData(phase: DataPhase | undefined, answer: Reply | undefined): undefined {
    if (phase === undefined || answer === undefined) return undefined;
    phase.abort();
    this.#data = undefined;
    return this.#say(answer, "close");
  }

  dataEnd(scanner: DataScanner): Promise<void> | undefined {
    return this.#exclusively(true, () => {
      const phase = this.#data;
      if (phase === undefined) return undefined;
      return phase.end(scanner).then((outcome) => {
        this.#data = undefined;
        return this.#carryOut(outcome, "");
      });
    });
  }

  // ---- inside ----

  /** Does what a command decided. `line` is the command. */
  #carryOut({ reply: answer, next }: Outcome, line: string): Promise<void> | undefined {
    switch (next) {
      case "auth":
        return this.#runBase((done) => this.handler_AUTH(Buffer.from(line, "latin1"), done));
      case "starttls":
        this.#uncork();
        return this.#runBase((done) => this.handler_STARTTLS(Buffer.from("STARTTLS"), done));
      case "data":
        return this.#beginData(answer);
      default:
        return this.#say(answer, next);
    }
  }

  #beginData(answer: Reply): Promise<void> | undefined {
    if (this._closing || this._closed) return undefined;
    const { transaction } = this.#session;
    if (transaction === undefined) throw new Error("DATA was accepted without a transaction");
    if (this.#input.hasUnhandledInput || this._socket.readableLength > 0) {
      // Message lines must not be taken for commands, so the connection can't go on (RFC 2920 §3.1: DATA ends a group).
      return this.#say(reply(503, "5.5.1", "Data before 354 is refused"), "close");
    }
    const phase = new DataPhase(this.#session, transaction);
    this.#data = phase;
    const begun = phase.start();
    return begun === undefined ? this.#takeData(phase, answer) : begun.then(() => this.#takeData(phase, answer));
  }

  #takeData(phase: DataPhase, answer: Reply): undefined {
    if (this._closing || this._closed) phase.abort();
    else if (this.#session.globals.ForceDisconnect) this.#abandonData(phase, farewell());
    else {
      const { bareNewlines } = this.#parts.limits;
      this.#input.expectData(new DataScanner(bareNewlines, Math.max(0, this.#session.globals.MaxLineLength)));
      this.#say(answer, "continue");
    }
  }

  /** Runs a handler of the base class to its end. */
  #runBase(run: (done: () => void) => void): Promise<void> {
    return new Promise((resolve) => {
      // A handler whose connection closes may never call back.
      this.once("moonpost-closed", resolve);
      run(() => {
        this.off("moonpost-closed", resolve);
        resolve();
      });
    });
  }

  #say(answer: Reply, then: "continue" | "close"): undefined {
    const socket = this._socket;
    const text = formatReply(answer);
    // Nothing may be written into a TLS handshake: the base class holds the raw socket until it is done.
    if (!this._upgrading && !socket.destroyed && socket.writable) socket.write(text, "latin1");
    const { log } = this.#session;
    if (isTooLong(answer))
      log.warn({ reply: text.slice(0, MAX_LOGGED) }, "a script's reply has more than a hundred lines; the others are left out");
    if (log.isLevelEnabled("debug")) log.debug({ reply: text.trimEnd() }, "reply");
    // 421, whoever says it, is the last word (RFC 5321 §3.8).
    if (then === "close" || answer.code === 421) this.close();
  }

  override close(): void {
    if (this._closed) return;
    super.close();
    this.emit("moonpost-closed");
  }

  /** One step of the session: the idle clock of the base class stands still, and a bug of ours ends as 451, not as a crash. */
  #exclusively(flush: boolean, step: () => Promise<void> | undefined): Promise<void> | undefined {
    this._handlerPending = true;
    const waits = this.#guarded(step);
    return waits === undefined ? this.#stepped(flush) : waits.then(() => this.#stepped(flush));
  }

  #stepped(flush: boolean): Promise<void> | undefined {
    this._handlerPending = false;
    if (!flush) return undefined;
    this.#uncork();
    return this.#flushed();
  }

  /** While further commands of the same packet wait, their replies wait for each other (RFC 2920 §3.2). */
  #cork(): void {
    if (this.#corked !== undefined) return;
    this.#corked = this._socket;
    this.#corked.cork();
  }

  #uncork(): void {
    this.#corked?.uncork();
    this.#corked = undefined;
  }

  #guarded(step: () => Promise<void> | undefined): Promise<void> | undefined {
    try {
      this.#underWay = step()?.catch((error: unknown) => this.#stumble(error));
      return this.#underWay;
    } catch (error) {
      this.#stumble(error);
      return undefined;
    }
  }

  #stumble(error: unknown): void {
    if (!(error instanceof HookFailed))
      this.#session.log.error({ error }, "a command failed in the server; the client was answered 451");
    this.#data?.abort();
    this.#data = undefined;
    if (this._ready) this.#say(reply(451, "4.3.0", "Local error in processing, try again later"), "continue");
    else {
      this.#say(reply(421, "", `${this.#parts.hostName} Local error in processing, try again later`), "close");
      this.#greetedNow();
    }
  }

  /** Waits for a client that sends commands without reading the replies: they must not pile up in memory. */
  #flushed(): Promise<void> | undefined {
    const socket = this._socket;
    if (!socket.writableNeedDrain || socket.destroyed || this._closing) return undefined;
    return new Promise((resolve) => {
      const go = (): void => {
        socket.off("drain", go).off("close", go);
        resolve();
      };
      socket.on("drain", go).on("close", go);
    });
  }
}

function encryptionOf(socket: TLSSocket) {
  const cipher = socket.getCipher();
  return { details: `${socket.getProtocol() ?? "TLS"} ${cipher?.name ?? ""}`.trim() };
}
