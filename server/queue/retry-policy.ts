/** When a message is tried again, and when it has waited long enough (RFC 5321 §4.5.4.1). */

export interface RetryPolicy {
  /** Milliseconds to wait after the 1st, 2nd, … attempt; the last one repeats. At least one. */
  readonly scheduleMs: readonly number[];
  /** Age at which a message that could not be sent fails for good, in milliseconds. */
  readonly maxAgeMs: number;
  /** Each wait is longer by a random part of itself, up to this share, so that messages that failed together don't come back together. */
  readonly jitter: number;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
}

/** The next attempt of a message that has had `attempts` of them, in milliseconds since the epoch. */
export function nextAttemptMs(policy: RetryPolicy, attempts: number, nowMs: number): number {
  const wait = policy.scheduleMs[Math.min(Math.max(attempts, 1), policy.scheduleMs.length) - 1] ?? 0;
  return Math.round(nowMs + wait * (1 + policy.jitter * policy.random()));
}

/** `expiryBaseMs`: from when the age counts, in milliseconds since the epoch; one that had failed begins anew when it is tried again by order. */
export function isTooOld(policy: RetryPolicy, expiryBaseMs: number, nowMs: number): boolean {
  return nowMs - expiryBaseMs >= policy.maxAgeMs;
}
