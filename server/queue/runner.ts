/**
 * The runner sends what is due. In turns: choose (ask the queue what is due and relayout.lua's CheckFile what to do with each
 * message), then send the chosen ones over the relays' sessions, best priority first, and write down what became of each.
 *
 * A message is tried by one attempt at a time. Its outcome is written as soon as the relay has answered; only a crash between
 * the relay's 250 and that write makes a message go out twice (RFC 1047: better twice than never).
 *
 * The runner sleeps until something happens: a message comes in, an order is given, a send ends, the next message or a resting relay is
 * due. It never polls.
 */
import type { HookReports } from "../hooks/script-hooks.ts";
import type { Logger } from "../log.ts";
import { type Attempt, afterAnswers, afterFailure, afterNoSession, tooOldReason } from "./attempt.ts";
import { checkFile, DEFAULT_PRIORITY, type OpenRelayScript, openRelayScript, type RelayScript } from "./check-file.ts";
import type { Clock } from "./clock.ts";
import type { Queue, QueueEvent } from "./queue.ts";
import type { AttemptOutcome, QueueWork, WorkItem } from "./queue-work.ts";
import type { ReadyMessage, RelayLane } from "./relay-lane.ts";
import { isTooOld, type RetryPolicy } from "./retry-policy.ts";

export interface RunnerOptions {
  readonly queue: Queue & QueueWork;
  /** In order of preference; `id` is the place. */
  readonly lanes: readonly RelayLane[];
  readonly policy: RetryPolicy;
  /** When CheckFile is asked again about a message that it skipped, in milliseconds. */
  readonly skipRetryMs: number;
  readonly openScript: OpenRelayScript;
  readonly reports: HookReports;
  readonly log: Logger;
  readonly clock: Clock;
}

/** Messages asked for at a time. */
const PAGE = 500;
/** Messages in the runner's hands at most: priorities are compared among these. */
const MAX_READY = 10_000;
/** Pause before an outcome that could not be written is written again, in milliseconds. */
const WRITE_AGAIN_MS = 1_000;
/** Pause after the queue itself failed (disk full, say), in milliseconds. */
const AFTER_FAILURE_MS = 5_000;

export class Runner {
  readonly #options: RunnerOptions;
  readonly #sends = new Map<string, Promise<void>>();
  #stopping = false;
  #wanted = true;
  /** There may be more due than was chosen. */
  #full = false;
  #wakeUp: () => void = () => undefined;
  #loop: Promise<void> | undefined;
  #unsubscribe: () => void = () => undefined;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  /** Starts to send. */
  start(): void {
    const { queue, lanes, log } = this.#options;
    if (lanes.every((lane) => lane.options.senderId === undefined))
      log.warn('no relay is configured ("relays"): outgoing mail waits in the queue');
    queue.onWithdraw((id) => lanes.some((lane) => lane.withdraw(id)));
    this.#unsubscribe = queue.subscribe((event) => this.#onEvent(event));
    this.#loop = this.#run();
  }

  /**
   * Ends sending: what has not begun goes back into the queue; what is on the wire may finish within `graceMs`, then it is cut off and
   * is due again. Fulfils when all of that is written down.
   */
  async stop(graceMs: number): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#unsubscribe();
    this.#wake();
    await this.#loop;
    const { queue, lanes, clock, log } = this.#options;
    for (const lane of lanes) await queue.giveBack(lane.withdrawAll().map(({ item }) => item.id));
    for (const lane of lanes) lane.options.transport.close("quit");
    const callOff = clock.after(graceMs, () => {
      if (this.#sends.size > 0)
        log.warn({ messages: this.#sends.size }, "sends under way are cut off; they are tried again after the start");
      for (const lane of lanes) lane.options.transport.close("now");
    });
    await Promise.allSettled(this.#sends.values());
    callOff();
  }

  /** The relays that do not answer, and when each is tried again, in milliseconds since the epoch. */
  get resting(): readonly { readonly relay: string; readonly untilMs: number }[] {
    return this.#options.lanes.filter((lane) => lane.resting).map((lane) => ({ relay: lane.name, untilMs: lane.restsUntilMs }));
  }

  #onEvent(event: QueueEvent): void {
    switch (event.kind) {
      case "accepted":
        if (!event.held) this.#wake();
        return;
      case "retried":
        for (const lane of this.#options.lanes) lane.wake();
        this.#wake();
        return;
      case "released":
        this.#wake();
        return;
      default:
        return;
    }
  }

  #wake(): void {
    this.#wanted = true;
    this.#wakeUp();
  }

  async #run(): Promise<void> {
    const { clock, log } = this.#options;
    while (!this.#stopping) {
      this.#wanted = false;
      let untilMs: number | undefined;
      try {
        await this.#choose();
        this.#startSends();
        untilMs = await this.#nextTurnMs();
      } catch (error) {
        log.error({ error }, "the queue can't be read or written; sending goes on in a moment");
        untilMs = clock.nowMs() + AFTER_FAILURE_MS;
      }
      await this.#sleep(untilMs);
    }
  }

  /** When there will be something to do without anything else happening; undefined: never. */
  async #nextTurnMs(): Promise<number | undefined> {
    const { lanes, queue, clock } = this.#options;
    const nowMs = clock.nowMs();
    if (lanes.length === 0) return undefined;
    const rests = lanes.filter((lane) => !lane.isOpen(nowMs)).map((lane) => lane.restsUntilMs);
    if (rests.length === lanes.length) return Math.min(...rests);
    // Full hands: the end of a send is the next thing that happens.
    this.#full = this.#readyCount() >= MAX_READY;
    if (this.#full) return undefined;
    return Math.min((await queue.nextDueMs()) ?? Infinity, ...rests);
  }

  #sleep(untilMs: number | undefined): Promise<void> {
    if (this.#wanted || this.#stopping) return Promise.resolve();
    const { clock } = this.#options;
    return new Promise((resolve) => {
      let callOff = () => {};
      this.#wakeUp = () => {
        this.#wakeUp = () => undefined;
        callOff();
        resolve();
      };
      if (untilMs !== undefined && untilMs !== Infinity) callOff = clock.after(untilMs - clock.nowMs(), () => this.#wakeUp());
    });
  }

  #readyCount(): number {
    return this.#options.lanes.reduce((sum, lane) => sum + lane.readyCount, 0);
  }

  /** Fills the lanes with what is due. */
  async #choose(): Promise<void> {
    const { queue, lanes, clock } = this.#options;
    if (lanes.length === 0) return;
    const scripts = new Map<RelayLane, RelayScript | undefined>();
    while (!this.#stopping && this.#readyCount() < MAX_READY && lanes.some((lane) => lane.isOpen(clock.nowMs()))) {
      const items = await queue.due(PAGE);
      if (items.length > 0) await this.#choosePage(items, scripts);
      if (items.length < PAGE) return;
    }
  }

  async #choosePage(items: readonly WorkItem[], scripts: Map<RelayLane, RelayScript | undefined>): Promise<void> {
    const { queue, lanes, clock } = this.#options;
    const open = lanes.filter((lane) => lane.isOpen(clock.nowMs()));
    for (const lane of open) if (!scripts.has(lane)) scripts.set(lane, await this.#openScript(lane));
    const asks = open.some((lane) => scripts.get(lane)?.hooks.has("CheckFile") === true);
    const headers = asks ? await queue.headers(items) : [];
    const chosen = new Map<RelayLane, ReadyMessage[]>();
    const postponed: { id: string; untilMs: number; reason: string }[] = [];
    const tooOld = new Map<string, string[]>();
    for (const [i, item] of items.entries()) {
      const choice = await this.#chooseLane(item, headers[i], open, scripts);
      if ("postponed" in choice) postponed.push({ id: item.id, ...choice.postponed });
      else if ("tooOld" in choice) tooOld.set(choice.tooOld, [...(tooOld.get(choice.tooOld) ?? []), item.id]);
      else chosen.set(choice.lane, [...(chosen.get(choice.lane) ?? []), choice.message]);
    }
    await queue.postpone(postponed);
    for (const [reason, ids] of tooOld) await queue.giveUp(ids, reason);
    for (const [lane, messages] of chosen) {
      const taken = await queue.take(messages.map(({ item }) => item.id));
      lane.add(messages.filter(({ item }) => taken.has(item.id)));
    }
    this.#startSends();
  }

  async #openScript(lane: RelayLane): Promise<RelayScript | undefined> {
    const { openScript, reports } = this.#options;
    if (lane.options.senderId === undefined) return undefined;
    const script = await openRelayScript(openScript, lane.options.senderId, lane.name, reports);
    lane.options.setMaxTransactions?.(script?.globals.MaxMessagesPerConnection ?? 0);
    lane.maxRecipients = script?.globals.MaxRecipientsPerMessage ?? 0;
    return script;
  }

  /** The first relay that takes the message now, or until when it waits and why, or why it has waited long enough. */
  async #chooseLane(
    item: WorkItem,
    header: Buffer | undefined,
    open: readonly RelayLane[],
    scripts: ReadonlyMap<RelayLane, RelayScript | undefined>,
  ): Promise<
    | { readonly lane: RelayLane; readonly message: ReadyMessage }
    | { readonly postponed: { readonly untilMs: number; readonly reason: string } }
    | { readonly tooOld: string }
  > {
    const { queue, lanes, clock, policy, skipRetryMs, log } = this.#options;
    let skipped: { readonly relay: string; readonly reason: string } | undefined;
    for (const lane of open) {
      const places = lane.placesOf(item, clock.nowMs());
      if (places.length === 0) continue;
      const script = scripts.get(lane);
      const decision =
        script !== undefined && header !== undefined && script.hooks.has("CheckFile")
          ? await checkFile(
              script,
              item,
              header,
              places.map((place) => item.recipients[place]?.address ?? ""),
            )
          : { skip: false, priority: DEFAULT_PRIORITY, reason: "" };
      if (!decision.skip) return { lane, message: { item, places, priority: decision.priority } };
      skipped ??= { relay: lane.name, reason: decision.reason };
    }
    const nowMs = clock.nowMs();
    if (skipped !== undefined) {
      const reason = `CheckFile skipped it${skipped.reason === "" ? "" : `: ${skipped.reason}`}`;
      log.info({ id: item.id, relay: skipped.relay }, reason);
      queue.announce({ kind: "skipped", id: item.id, ...skipped });
      return { postponed: { untilMs: nowMs + skipRetryMs, reason } };
    }
    const resting = lanes.filter((lane) => !open.includes(lane) && lane.placesOf(item, nowMs).length > 0);
    const pending = item.recipients.filter((recipient) => recipient.state === "pending");
    const stranded = pending.find((recipient) => (recipient.notBeforeMs ?? 0) <= nowMs);
    const reason =
      resting.length > 0
        ? `waits for relay ${resting.map((lane) => lane.name).join(", ")}, which does not take mail`
        : `no relay is configured for ${stranded?.address}`;
    if (isTooOld(policy, item.expiryBaseMs, nowMs)) return { tooOld: tooOldReason(policy, reason) };
    const putOffUntil = pending.flatMap((recipient) => recipient.notBeforeMs ?? []).filter((ms) => ms > nowMs);
    const pause = resting.length > 0 ? resting.map((lane) => lane.restsUntilMs) : [nowMs + (policy.scheduleMs.at(-1) ?? 0)];
    return { postponed: { untilMs: Math.min(...pause, ...putOffUntil), reason } };
  }

  #startSends(): void {
    if (this.#stopping) return;
    const { lanes, clock } = this.#options;
    for (const lane of lanes) {
      for (let next = lane.start(clock.nowMs()); next !== undefined; next = lane.start(clock.nowMs())) {
        const { item } = next;
        const send = this.#send(lane, next).then((changesTurns) => {
          lane.finished();
          this.#sends.delete(item.id);
          this.#startSends();
          if (changesTurns || this.#full) this.#wake();
        });
        this.#sends.set(item.id, send);
      }
    }
  }

  /** One attempt, from the text to the written outcome. True if the message is due again, so that the next turn may change. Never rejects. */
  async #send(lane: RelayLane, { item, places }: ReadyMessage): Promise<boolean> {
    const { policy, clock, log } = this.#options;
    const tried = lane.maxRecipients > 0 ? places.slice(0, lane.maxRecipients) : places;
    const attempt = (): Attempt => ({ item, relay: lane.name, tried, policy, nowMs: clock.nowMs() });
    let outcome: AttemptOutcome;
    try {
      outcome = await this.#attempt(lane, item, tried, attempt);
    } catch (error) {
      // A bug of ours, or the disk: this message waits, the others go on.
      log.error({ id: item.id, error }, "sending the message failed inside the server; it is tried again");
      outcome = afterFailure(attempt(), "internal error, see the log", false);
    }
    await this.#write(item, outcome);
    for (const event of outcome.events) this.#tell(event);
    return outcome.next.kind === "due";
  }

  /** One line in the log for what became of a message. */
  #tell(event: QueueEvent): void {
    const { log } = this.#options;
    switch (event.kind) {
      case "delivered":
        log.info({ id: event.id, relay: event.relay, to: event.recipients.length, reply: event.reply }, "message sent");
        return;
      case "deferred":
        log.info({ id: event.id, next: new Date(event.nextAttemptMs).toISOString() }, `message put off: ${event.reason}`);
        return;
      case "failed":
        log.warn({ id: event.id }, `message failed: ${event.reason}`);
        return;
      default:
        return;
    }
  }

  /** `attempt` tells of the attempt as it is when it is asked. */
  async #attempt(lane: RelayLane, item: WorkItem, tried: readonly number[], attempt: () => Attempt): Promise<AttemptOutcome> {
    const { queue, policy, clock, log } = this.#options;
    const text = await queue.text(item);
    if (text === undefined) {
      return afterFailure(attempt(), `the message's text is missing: ${item.file ?? "not in the database"}`, true);
    }
    const recipients = tried.flatMap((place) => item.recipients[place] ?? []);
    const outcome = await lane.options.transport.send({ id: item.id, envelope: item.envelope, recipients, text });
    if (outcome.kind === "unreachable") {
      const nowMs = clock.nowMs();
      if (lane.failed(nowMs, policy.jitter * policy.random())) {
        const seconds = Math.round((lane.restsUntilMs - nowMs) / 1000);
        log.warn(
          { relay: lane.name },
          `relay ${lane.name} does not take mail: ${outcome.reason}; its messages wait, next try in ${seconds} s`,
        );
      }
      await this.#sendHome(lane.withdrawAll(), outcome.reason);
      return afterNoSession(attempt(), outcome.reason, lane.restsUntilMs);
    }
    if (lane.answered()) log.info({ relay: lane.name }, `relay ${lane.name} takes mail again`);
    return afterAnswers(attempt(), outcome.answers);
  }

  /** The relay does not answer: its waiting messages go back into the queue; those that have waited too long fail. */
  async #sendHome(messages: readonly ReadyMessage[], reason: string): Promise<void> {
    const { queue, policy, clock } = this.#options;
    await queue.giveBack(messages.map(({ item }) => item.id));
    const tooOld = messages.filter(({ item }) => isTooOld(policy, item.expiryBaseMs, clock.nowMs()));
    if (tooOld.length > 0) {
      await queue.giveUp(
        tooOld.map(({ item }) => item.id),
        tooOldReason(policy, reason),
      );
    }
    this.#wake();
  }

  /** Writes an outcome down, however long it takes: until then the message stays in our hands and is not sent again. */
  async #write(item: WorkItem, outcome: AttemptOutcome): Promise<void> {
    const { queue, clock, log } = this.#options;
    for (let tries = 1; ; tries++) {
      try {
        await queue.settle(item, outcome);
        return;
      } catch (error) {
        if (this.#stopping && tries > 1) {
          log.error(
            { id: item.id, outcome: outcome.next.kind, error },
            "what became of the message can't be written down; it may be sent again",
          );
          return;
        }
        if (tries === 1)
          log.error({ id: item.id, error }, "what became of the message can't be written down; trying until it can");
      }
      await new Promise<void>((resolve) => void clock.after(WRITE_AGAIN_MS, resolve));
    }
  }
}
