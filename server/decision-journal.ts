/**
 * Remembers what hooks and rules decided lately, so that a person can ask why a message was refused, held or redirected
 * (`moonpost status`, the demonstration). Bounded; the log is the lasting record.
 */
import { shortened } from "./shortened.ts";

/** Something that a script or a rule made different from what the server would have done by itself. */
export interface Decision {
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** The session's id, "" in the queue. */
  readonly session: string;
  /** The command or step: `CONNECT`, `MAIL`, `RCPT`, `DATA`, `END`, `send`; `unknown` at a command that the server does not know. */
  readonly stage: string;
  /** The hook or rule: `DoRCPTTO`, `First`, a rule's name. */
  readonly hook: string;
  /** The script's file: `smtpsvr.lua`; "" for a rule of the configuration. */
  readonly script: string;
  /** What came of it, for people: the reply, `held`, `redirected to bob@example.com`. */
  readonly effect: string;
  readonly reversePath: string;
  /** The recipient it is about, or what VRFY asked for; "" where it is about the message or the session. */
  readonly recipient: string;
  /** The message's id, "" if it has none. */
  readonly message: string;
}

/** The newest so many are kept. */
const KEPT = 1000;
/** Characters that are kept of what scripts say: replies and names of rules may be of any length. */
const MAX_SHOWN = 500;

export class DecisionJournal {
  #decisions: Decision[] = [];

  /** Forgets the oldest. */
  record(decision: Decision): void {
    const { hook, effect } = decision;
    this.#decisions.push({ ...decision, hook: shortened(hook, MAX_SHOWN), effect: shortened(effect, MAX_SHOWN) });
    // Cut seldom, so that recording stays cheap.
    if (this.#decisions.length >= 2 * KEPT) this.#decisions = this.#decisions.slice(-KEPT);
  }

  /** Oldest first. */
  recent(): readonly Decision[] {
    return this.#decisions.slice(-KEPT);
  }
}
