/**
 * What an attempt means for a message. Pure: from the message, the answers and the policy to the new state.
 *
 * - a recipient that was accepted is done; one that was refused (5yz) has failed; one that was put off (4yz) is tried again
 * - a recipient that stands for others (an alias) is done when those are recipients of the message
 * - recipients that were not part of the attempt (another relay's domains) are due at once, or when they were put off to
 * - the message has left when nobody is pending: delivered if all have it, else failed, with the relay's text
 */
import type { RecipientAnswer } from "../delivery/transport.ts";
import type { QueueEvent, RecipientStatus } from "./queue.ts";
import type { AttemptOutcome, WorkItem } from "./queue-work.ts";
import { isTooOld, nextAttemptMs, type RetryPolicy } from "./retry-policy.ts";

/** One attempt: the recipients at the places `tried`, over the relay (or the mailboxes) of that name. */
export interface Attempt {
  readonly item: WorkItem;
  readonly relay: string;
  readonly tried: readonly number[];
  readonly policy: RetryPolicy;
  /** When it ended, in milliseconds since the epoch. */
  readonly nowMs: number;
}

/** The outcome of an attempt with an answer for each of the recipients tried, in their order. */
export function afterAnswers(attempt: Attempt, answers: readonly RecipientAnswer[]): AttemptOutcome {
  const { item, relay, tried, policy, nowMs } = attempt;
  const answerAt = new Map(tried.map((place, i) => [place, answers[i]]));
  const tooOld = isTooOld(policy, item.expiryBaseMs, nowMs);
  const answered = item.recipients.map((recipient, place): RecipientStatus => {
    const answer = answerAt.get(place);
    if (answer === undefined) return recipient;
    const { notBeforeMs: _, ...rest } = recipient;
    const asked = { ...rest, reply: answer.reply, attempts: recipient.attempts + 1 };
    if (answer.kind === "accepted") return { ...asked, state: "delivered" };
    if (answer.kind === "refused") return { ...asked, state: "failed" };
    if (tooOld) return { ...asked, state: "failed", reply: tooOldReason(policy, answer.reply) };
    return { ...asked, notBeforeMs: nextAttemptMs(policy, asked.attempts, nowMs) };
  });
  const events: QueueEvent[] = [];
  const [first, ...others] = answers.filter((answer) => answer.kind === "accepted");
  if (first !== undefined) {
    const recipients = [first, ...others].map((answer) => answer.address);
    events.push({ kind: "delivered", id: item.id, relay, recipients, reply: first.reply });
  }
  return conclude(attempt, withForwards(answered, answers), events);
}

/** The outcome of an attempt that failed for a reason of our own (the text is missing, a bug): nobody was asked. */
export function afterFailure(attempt: Attempt, reason: string, permanent: boolean): AttemptOutcome {
  const recipients = attempt.item.recipients.map((recipient): RecipientStatus => {
    if (recipient.state !== "pending") return recipient;
    const asked = { ...recipient, reply: reason, attempts: recipient.attempts + 1 };
    if (permanent) return { ...asked, state: "failed" };
    return { ...asked, notBeforeMs: nextAttemptMs(attempt.policy, asked.attempts, attempt.nowMs) };
  });
  return conclude(attempt, recipients, []);
}

/** The outcome when no session with the relay could be had: due again at `atMs`, unless the message is too old. */
export function afterNoSession(attempt: Attempt, reason: string, atMs: number): AttemptOutcome {
  const { item, tried, policy, nowMs } = attempt;
  if (isTooOld(policy, item.expiryBaseMs, nowMs)) return afterFailure(attempt, tooOldReason(policy, reason), true);
  // Recipients of other relays need not wait for this one.
  const others = item.recipients.filter((recipient, place) => recipient.state === "pending" && !tried.includes(place));
  const soonest = Math.min(atMs, ...others.map((recipient) => recipient.notBeforeMs ?? nowMs));
  return { next: { kind: "due", atMs: soonest }, recipients: item.recipients, reason, attemptedAtMs: nowMs, events: [] };
}

/** For the bounce and the log; `last` is what the latest attempt heard. */
export function tooOldReason(policy: RetryPolicy, last: string): string {
  return `gave up after ${durationText(policy.maxAgeMs)}; last: ${last}`;
}

/** Adds the addresses that answers forward to, but for those that are recipients already. */
function withForwards(recipients: readonly RecipientStatus[], answers: readonly RecipientAnswer[]): readonly RecipientStatus[] {
  const known = new Set(recipients.map((recipient) => recipient.address.toLowerCase()));
  const added: RecipientStatus[] = [];
  for (const address of answers.flatMap((answer) => answer.forwards ?? [])) {
    if (known.has(address.toLowerCase())) continue;
    known.add(address.toLowerCase());
    added.push({ address, state: "pending", reply: "", attempts: 0 });
  }
  return added.length === 0 ? recipients : [...recipients, ...added];
}

function conclude({ item, nowMs }: Attempt, recipients: readonly RecipientStatus[], events: QueueEvent[]): AttemptOutcome {
  const rest = { recipients, attemptedAtMs: nowMs };
  const pending = recipients.filter((recipient) => recipient.state === "pending");
  if (pending.length > 0) {
    const putOff = pending.filter((recipient) => recipient.notBeforeMs !== undefined);
    const atMs = Math.min(...pending.map((recipient) => recipient.notBeforeMs ?? nowMs));
    const reason = summary(putOff);
    if (putOff.length === pending.length) events.push({ kind: "deferred", id: item.id, reason, nextAttemptMs: atMs });
    return { ...rest, next: { kind: "due", atMs }, reason, events };
  }
  const failed = recipients.filter((recipient) => recipient.state === "failed");
  if (failed.length > 0) {
    const reason = summary(failed);
    events.push({ kind: "failed", id: item.id, reason });
    return { ...rest, next: { kind: "failed" }, reason, events };
  }
  return { ...rest, next: { kind: "delivered" }, reason: recipients.at(-1)?.reply ?? "", events };
}

/** The replies in one line: the first, with its address if there are several recipients, and how many others there are. */
function summary(recipients: readonly RecipientStatus[]): string {
  const [first, ...others] = recipients;
  if (first === undefined) return "";
  return others.length === 0 ? first.reply : `${first.address}: ${first.reply} (and ${others.length} more)`;
}

function durationText(ms: number): string {
  const hours = ms / 3_600_000;
  if (hours >= 48) return `${Math.round(hours / 24)} days`;
  return hours >= 1 ? `${Math.round(hours)} hours` : `${Math.round(ms / 1000)} seconds`;
}
