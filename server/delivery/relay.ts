/**
 * A relay: sends messages over a few sessions that are kept open for a while, and gives one answer for each recipient.
 */
import { Readable } from "node:stream";
import type { ForwardPath } from "../queue/envelope.ts";
import {
  type MailTransaction,
  type RelayAddress,
  RelaySession,
  RelayUnreachable,
  type TransactionOutcome,
} from "./relay-session.ts";
import type { Mail, RecipientAnswer, SendOutcome, Transport } from "./transport.ts";

/** How long an unused session stays open, and how many messages it carries, before QUIT. */
const IDLE_MS = 10_000;
const MAX_TRANSACTIONS = 100;

export class Relay implements Transport {
  readonly #address: RelayAddress;
  readonly #idle: RelaySession[] = [];
  readonly #busy = new Set<RelaySession>();
  #idleTimer: NodeJS.Timeout | undefined;
  #maxTransactions = MAX_TRANSACTIONS;
  #closed = false;
  readonly #stop = new AbortController();

  constructor(address: RelayAddress) {
    this.#address = address;
  }

  /** How many messages one session may carry (MaxMessagesPerConnection of relayout.lua); 0: the default. */
  set maxTransactions(count: number) {
    this.#maxTransactions = count > 0 ? count : MAX_TRANSACTIONS;
  }

  async send(mail: Mail): Promise<SendOutcome> {
    const answers = new Map<ForwardPath, RecipientAnswer>();
    for (const group of transactionGroups(mail.recipients)) {
      let outcome: TransactionOutcome;
      try {
        outcome = await this.#sendGroup(mail, group);
      } catch (error) {
        if (!(error instanceof RelayUnreachable)) throw error;
        if (answers.size === 0) return { kind: "unreachable", reason: error.message };
        outcome = { kind: "interrupted", reason: error.message, dataBegun: false };
      }
      group.forEach((path, i) => {
        const answer = outcome.kind === "answered" ? outcome.answers[i] : undefined;
        answers.set(path, answer ?? { address: path.address, kind: "later", reply: interruption(outcome) });
      });
    }
    const unanswered = (path: ForwardPath): RecipientAnswer => ({ address: path.address, kind: "later", reply: "not tried" });
    return { kind: "answered", answers: mail.recipients.map((path) => answers.get(path) ?? unanswered(path)) };
  }

  close(how: "quit" | "now"): void {
    this.#closed = true;
    clearTimeout(this.#idleTimer);
    this.#closeIdle(how);
    if (how === "quit") return;
    this.#stop.abort();
    for (const session of this.#busy) session.close("now");
  }

  async #sendGroup(mail: Mail, group: readonly ForwardPath[]): Promise<TransactionOutcome> {
    const transaction = transactionOf(mail, group);
    const kept = this.#takeIdle();
    if (kept !== undefined) {
      const outcome = await this.#sendOver(kept, transaction);
      // The relay may have closed the session while it was idle; nothing was sent then, so a fresh one may try.
      if (outcome.kind === "answered" || outcome.dataBegun || this.#closed) return outcome;
    }
    return this.#sendOver(await RelaySession.open(this.#address, this.#stop.signal), transaction);
  }

  async #sendOver(session: RelaySession, transaction: MailTransaction): Promise<TransactionOutcome> {
    this.#busy.add(session);
    const outcome = await session.send(transaction);
    this.#busy.delete(session);
    if (!session.usable) return outcome;
    if (this.#closed || session.transactions >= this.#maxTransactions) session.close("quit");
    else {
      this.#idle.push(session);
      clearTimeout(this.#idleTimer);
      this.#idleTimer = setTimeout(() => this.#closeIdle("quit"), IDLE_MS);
      this.#idleTimer.unref();
    }
    return outcome;
  }

  #closeIdle(how: "quit" | "now"): void {
    for (const session of this.#idle.splice(0)) session.close(how);
  }

  #takeIdle(): RelaySession | undefined {
    for (let session = this.#idle.pop(); session !== undefined; session = this.#idle.pop()) {
      if (session.usable) return session;
    }
    return undefined;
  }
}

function interruption(outcome: TransactionOutcome): string {
  if (outcome.kind === "answered") return "the relay gave no answer for this recipient";
  return outcome.dataBegun ? `${outcome.reason} (the relay may have the message)` : outcome.reason;
}

/**
 * Recipients that can share a transaction. nodemailer gives all recipients of one the same NOTIFY and ORCPT, so those that differ are kept apart.
 * An ORCPT that only repeats the address says nothing new (RFC 3461 §4.2) and is left out where several share one.
 */
function transactionGroups(recipients: readonly ForwardPath[]): readonly (readonly ForwardPath[])[] {
  const groups = new Map<string, ForwardPath[]>();
  for (const path of recipients) {
    const key = JSON.stringify([path.notify, tellingOrcpt(path)]);
    const group = groups.get(key);
    if (group) group.push(path);
    else groups.set(key, [path]);
  }
  return [...groups.values()];
}

function tellingOrcpt(path: ForwardPath): string | undefined {
  return path.orcpt?.toLowerCase() === `rfc822;${path.address.toLowerCase()}` ? undefined : path.orcpt;
}

function transactionOf({ envelope, text }: Mail, group: readonly ForwardPath[]): MailTransaction {
  const [first] = group;
  return {
    reversePath: envelope.reversePath,
    recipients: group.map((path) => path.address),
    sizeBytes: text.sizeBytes,
    eightBit: envelope.eightBit === true,
    smtpUtf8: envelope.smtpUtf8 === true && !isAscii([envelope.reversePath, ...group.map((path) => path.address)].join()),
    ret: envelope.ret,
    envid: envelope.envid,
    notify: first?.notify,
    orcpt: group.length === 1 ? first?.orcpt : first && tellingOrcpt(first),
    data: () => {
      const opened = text.open();
      return opened instanceof Readable ? opened : Readable.from([opened], { objectMode: false });
    },
  };
}

function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text);
}
