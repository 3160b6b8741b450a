/**
 * What an attempt means for a message. Pure: from the message, the relay's answers and the policy to the new state.
 *
 * - a recipient that the relay accepted is done; one that it refused (5yz) has failed; one that it put off (4yz) is tried again
 * - recipients that were not part of the attempt (another relay's domains) are due at once
 * - the message has left when nobody is pending: delivered if all have it, else failed, with the relay's text
 */
import type { RecipientAnswer } from "../delivery/relay-session.ts";
import type { QueueEvent, RecipientStatus } from "./queue.ts";
import type { AttemptOutcome, WorkItem } from "./queue-work.ts";
import { isTooOld, nextAttemptMs, type RetryPolicy } from "./retry-policy.ts";

/** The outcome of an attempt in which the relay gave an answer for each of the recipients at the places `tried`. */
export function afterAnswers(
  item: WorkItem,
  relay: string,
  tried: readonly number[],
  answers: readonly RecipientAnswer[],
  policy: RetryPolicy,
  nowMs: number,
): AttemptOutcome {
  const answerAt = new Map(tried.map((place, i) => [place, answers[i]]));
  const tooOld = isTooOld(policy, item.expiryBaseMs, nowMs);
  const recipients = item.recipients.map((recipient, place): RecipientStatus => {
    const answer = answerAt.get(place);
    if (answer === undefined) return recipient;
    if (answer.kind === "accepted") return { ...recipient, state: "delivered", reply: answer.reply };
    if (answer.kind === "refused") return { ...recipient, state: "failed", reply: answer.reply };
    if (tooOld)
      return { ...recipient, state: "failed", reply: `gave up after ${daysText(policy.maxAgeMs)}; last: ${answer.reply}` };
    return { ...recipient, reply: answer.reply };
  });
  const events: QueueEvent[] = [];
  const accepted = answers.filter((answer) => answer.kind === "accepted");
  if (accepted.length > 0) {
    const reply = accepted[0]?.reply ?? "";
    events.push({ kind: "delivered", id: item.id, relay, recipients: accepted.map((answer) => answer.address), reply });
  }
  return conclude(item, recipients, tried, events, policy, nowMs);
}

/** The outcome of an attempt that failed for a reason of our own (the text is missing, a bug): nobody was asked. */
export function afterFailure(
  item: WorkItem,
  reason: string,
  permanent: boolean,
  policy: RetryPolicy,
  nowMs: number,
): AttemptOutcome {
  const recipients = item.recipients.map((recipient): RecipientStatus => {
    if (recipient.state !== "pending") return recipient;
    return permanent ? { ...recipient, state: "failed", reply: reason } : { ...recipient, reply: reason };
  });
  return conclude(item, recipients, [...recipients.keys()], [], policy, nowMs);
}

/** The outcome when no session with the relay could be had: due again at `atMs`, unless the message is too old. */
export function afterNoSession(item: WorkItem, reason: string, atMs: number, policy: RetryPolicy, nowMs: number): AttemptOutcome {
  if (isTooOld(policy, item.expiryBaseMs, nowMs)) return afterFailure(item, tooOldReason(policy, reason), true, policy, nowMs);
  return { next: { kind: "due", atMs }, recipients: item.recipients, reason, attemptedAtMs: nowMs, counts: true, events: [] };
}

export function tooOldReason(policy: RetryPolicy, last: string): string {
  return `gave up after ${daysText(policy.maxAgeMs)}; last: ${last}`;
}

function conclude(
  item: WorkItem,
  recipients: readonly RecipientStatus[],
  tried: readonly number[],
  events: QueueEvent[],
  policy: RetryPolicy,
  nowMs: number,
): AttemptOutcome {
  const rest = { recipients, attemptedAtMs: nowMs, counts: true };
  const pending = recipients.flatMap((recipient, place) => (recipient.state === "pending" ? [place] : []));
  if (pending.length > 0) {
    const untried = pending.some((place) => !tried.includes(place));
    const atMs = untried ? nowMs : nextAttemptMs(policy, item.attempts + 1, nowMs);
    const reason = summary(pending.filter((place) => tried.includes(place)).map((place) => recipients[place]));
    if (!untried) events.push({ kind: "deferred", id: item.id, reason, nextAttemptMs: atMs });
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
function summary(recipients: readonly (RecipientStatus | undefined)[]): string {
  const [first, ...others] = recipients;
  if (first === undefined) return "";
  return others.length === 0 ? first.reply : `${first.address}: ${first.reply} (and ${others.length} more)`;
}

function daysText(ms: number): string {
  const hours = ms / 3_600_000;
  return hours >= 48
    ? `${Math.round(hours / 24)} days`
    : hours >= 1
      ? `${Math.round(hours)} hours`
      : `${Math.round(ms / 1000)} seconds`;
}
