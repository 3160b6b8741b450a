/** What takes mail out of the queue: a relay, or the mailboxes of local users. */
import type { Envelope, ForwardPath } from "../queue/envelope.ts";
import type { OutgoingText } from "../queue/queue-work.ts";

export interface Mail {
  readonly id: string;
  readonly envelope: Envelope;
  /** The recipients of this attempt. */
  readonly recipients: readonly ForwardPath[];
  readonly text: OutgoingText;
}

export interface RecipientAnswer {
  readonly address: string;
  readonly kind: "accepted" | "later" | "refused";
  /** The relay's reply, or our own reason. */
  readonly reply: string;
  /** Addresses that the recipient stands for; they become recipients of the message. */
  readonly forwards?: readonly string[];
}

export type SendOutcome =
  /** One answer for each recipient of the attempt, in their order. */
  | { readonly kind: "answered"; readonly answers: readonly RecipientAnswer[] }
  /** There is no session to be had: it is not the message's fault. */
  | { readonly kind: "unreachable"; readonly reason: string };

export interface Transport {
  /** Sends a message. Never rejects. How many run at a time is the caller's business. */
  send(mail: Mail): Promise<SendOutcome>;
  /** Ends what is idle; `now` also what is sending, whose messages are then answered with `later`. */
  close(how: "quit" | "now"): void;
}
