/**
 * One SMTP session with a relay, over nodemailer's connection. It turns nodemailer's errors into outcomes in which the class of the relay's answer
 * alone says what follows: 2yz accepted, 4yz later, 5yz refused (RFC 5321 §4.2.1).
 *
 * nodemailer's mailer and pool are not used: they rewrite addresses and messages, and keep a queue of their own.
 */
import type { Readable } from "node:stream";
import SMTPConnection, { type SMTPConnectionOptions, type SMTPConnectionSendInfo } from "nodemailer/lib/smtp-connection";
import type { RecipientAnswer } from "./transport.ts";

/** Where to connect and how. */
export interface RelayAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: "none" | "opportunistic" | "required" | "implicit";
  readonly verifyCertificate: boolean;
  /** "" for no SMTP AUTH. */
  readonly username: string;
  readonly password: string;
  /** The argument of EHLO. */
  readonly heloName: string;
  /** Silence after which the relay counts as gone, in milliseconds. */
  readonly timeoutMs: number;
}

/** One MAIL transaction: its recipients share their DSN parameters. */
export interface MailTransaction {
  readonly reversePath: string;
  readonly recipients: readonly string[];
  readonly sizeBytes: number;
  readonly eightBit: boolean;
  readonly smtpUtf8: boolean;
  readonly ret: "FULL" | "HDRS" | undefined;
  readonly envid: string | undefined;
  readonly notify: string | undefined;
  readonly orcpt: string | undefined;
  /** Called when the relay wants the data, if it does. */
  readonly data: () => Readable;
}

export type TransactionOutcome =
  /** One answer for each recipient, in their order. */
  | { readonly kind: "answered"; readonly answers: readonly RecipientAnswer[] }
  /** The session ended before the relay had the last word. `dataBegun`: the relay may have the message nevertheless. */
  | { readonly kind: "interrupted"; readonly reason: string; readonly dataBegun: boolean };

/** No session could be set up: nobody there, no greeting, no TLS, login refused. */
export class RelayUnreachable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "RelayUnreachable";
  }
}

/** What nodemailer's errors carry. */
interface SmtpError extends Error {
  readonly code?: string | undefined;
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly permanent?: boolean | undefined;
  readonly recipient?: string | undefined;
  readonly rejectedErrors?: readonly SmtpError[] | undefined;
}

const CONNECTION_TIMEOUT_MS = 30_000;

export class RelaySession {
  readonly #connection: SMTPConnection;
  readonly #extensions: ReadonlySet<string>;
  #usable = true;
  /** Transactions so far. */
  transactions = 0;
  /** The last one left something behind that RSET must clear (RFC 5321 §4.1.1.5). */
  #needsReset = false;
  /** Rejects the transaction under way: nodemailer forgets it when the connection is closed from this side. */
  #abandon: (reason: Error) => void = () => undefined;

  private constructor(connection: SMTPConnection, extensions: ReadonlySet<string>) {
    this.#connection = connection;
    this.#extensions = extensions;
    const ended = () => {
      this.#usable = false;
    };
    connection.on("error", ended);
    connection.on("end", ended);
  }

  /** Connects, starts TLS and logs in as the address says. Rejects with `RelayUnreachable`, also when `signal` calls it off. */
  static async open(address: RelayAddress, signal: AbortSignal): Promise<RelaySession> {
    const connection = new SMTPConnection(connectionOptions(address));
    try {
      await new Promise<void>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("the server is stopping")));
        connection.once("error", reject);
        connection.once("end", () => reject(new Error("the connection was closed before the greeting")));
        connection.connect((error) => (error ? reject(error) : resolve()));
      });
      const extensions = ehloKeywords(connection.lastServerResponse);
      if (address.username !== "") {
        await new Promise<void>((resolve, reject) => {
          connection.once("error", reject);
          connection.login({ user: address.username, pass: address.password }, (error) => (error ? reject(error) : resolve()));
        });
      }
      return new RelaySession(connection, extensions);
    } catch (error) {
      connection.on("error", () => undefined);
      connection.close();
      throw new RelayUnreachable(reasonOf(error));
    }
  }

  /** False once the session has ended, whoever ended it. */
  get usable(): boolean {
    return this.#usable;
  }

  /** Whether the relay announced the extension: `DSN`, `SMTPUTF8`. */
  supports(keyword: string): boolean {
    return this.#extensions.has(keyword);
  }

  /** Sends one message to the recipients. Never rejects. Not while another one is under way. */
  async send(transaction: MailTransaction): Promise<TransactionOutcome> {
    if (transaction.smtpUtf8 && !this.supports("SMTPUTF8")) {
      // RFC 6531 §3.2: such a message must not go to a server without the extension.
      const reply = "550 5.6.7 the relay does not support SMTPUTF8, which this message needs";
      return answered(transaction, () => ({ kind: "refused", reply }));
    }
    this.transactions++;
    let dataBegun = false;
    const data = transaction.data();
    data.once("resume", () => {
      dataBegun = true;
    });
    try {
      if (this.#needsReset) await this.#reset();
      const info = await this.#transact(transaction, data);
      const errors = byRecipient(info.rejectedErrors);
      return answered(transaction, (address) => {
        const error = errors.get(address);
        return error ? refusal(error) : { kind: "accepted", reply: info.response };
      });
    } catch (error) {
      return this.#failed(transaction, error, dataBegun);
    } finally {
      data.destroy();
    }
  }

  /** Ends the session: politely with QUIT, or at once. */
  close(how: "quit" | "now"): void {
    this.#connection.on("error", () => undefined);
    if (how === "quit" && this.#usable) this.#connection.quit();
    else this.#connection.close();
    this.#usable = false;
    this.#abandon(new Error("the server is stopping"));
  }

  #reset(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#connection.once("error", reject);
      this.#connection.reset((error) => {
        this.#connection.off("error", reject);
        if (error) reject(error);
        else resolve();
      });
    });
  }

  #transact(transaction: MailTransaction, data: Readable): Promise<SMTPConnectionSendInfo> {
    const { reversePath, recipients, sizeBytes, eightBit, ret, envid, notify, orcpt } = transaction;
    const wantsDsn = ret !== undefined || envid !== undefined || notify !== undefined || orcpt !== undefined;
    const envelope = {
      from: reversePath,
      to: [...recipients],
      size: sizeBytes,
      use8BitMime: eightBit,
      ...(wantsDsn && { dsn: { ret, envid, notify, orcpt } }),
    };
    return new Promise((resolve, reject) => {
      this.#abandon = reject;
      this.#connection.send(envelope, data, (error, info) => {
        if (error) reject(error);
        else if (info) resolve(info);
        else reject(new Error("nodemailer gave neither an error nor a result"));
      });
    });
  }

  #failed(transaction: MailTransaction, error: unknown, dataBegun: boolean): TransactionOutcome {
    const failure = error as SmtpError; // only nodemailer rejects in `send`
    const refusals = byRecipient(failure.rejectedErrors);
    // Codes of failures that say something about this message; all others are about the session.
    const aboutMessage = failure.code === "EENVELOPE" || failure.code === "EMESSAGE";
    if (!aboutMessage || failure.responseCode === 421) {
      // 421 closes the channel (RFC 5321 §3.8); after a failure to read our own text half a message is on the wire.
      this.close("now");
      return { kind: "interrupted", reason: reasonOf(error), dataBegun: dataBegun && failure.responseCode === undefined };
    }
    this.#needsReset = true;
    return answered(transaction, (address) => refusal(refusals.get(address) ?? failure));
  }
}

function answered(
  transaction: MailTransaction,
  answer: (address: string) => Omit<RecipientAnswer, "address">,
): Extract<TransactionOutcome, { kind: "answered" }> {
  return { kind: "answered", answers: transaction.recipients.map((address) => ({ address, ...answer(address) })) };
}

/** A refused command as an answer. Without a reply the client side has found the address or the size impossible: it will stay so. */
function refusal(error: SmtpError): Omit<RecipientAnswer, "address"> {
  return { kind: error.permanent === false ? "later" : "refused", reply: error.response ?? error.message };
}

function byRecipient(errors: readonly SmtpError[] | undefined): ReadonlyMap<string, SmtpError> {
  return new Map((errors ?? []).map((error) => [error.recipient ?? "", error]));
}

function connectionOptions(address: RelayAddress): SMTPConnectionOptions {
  return {
    host: address.host,
    port: address.port,
    name: address.heloName,
    secure: address.tls === "implicit",
    ignoreTLS: address.tls === "none",
    requireTLS: address.tls === "required",
    opportunisticTLS: address.tls === "opportunistic",
    tls: { rejectUnauthorized: address.verifyCertificate },
    connectionTimeout: Math.min(address.timeoutMs, CONNECTION_TIMEOUT_MS),
    greetingTimeout: address.timeoutMs,
    socketTimeout: address.timeoutMs,
  };
}

/** The keywords of an EHLO reply, upper case (RFC 5321 §4.1.1.1). */
function ehloKeywords(reply: string | false): ReadonlySet<string> {
  if (reply === false) return new Set();
  const lines = reply.split("\n").slice(1);
  return new Set(lines.map((line) => (/^250[- ]([A-Za-z0-9-]+)/.exec(line)?.[1] ?? "").toUpperCase()));
}

/** What went wrong with the session, in one line: nodemailer's words, which end with the relay's reply if there is one. */
function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/(?<!\s)\s*[\r\n]+/g, " ");
}
