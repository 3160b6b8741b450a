/**
 * The levels of calls that are suspended: they are no longer on the JavaScript stack, but each has a place, which leads to its function and to what it calls
 * there (suspend.ts).
 */
import { countWhile } from "./count-while.ts";
import { close, type Level, METAMETHODS, type OpenLevel, tailsAreLevels, tailsOf } from "./level.ts";
import { type FrameStack, PCALL, rt, SKIPPED, type SuspendedCall, UNKNOWN, XPCALL } from "./machine.ts";
import type { Script } from "./script-info.ts";

/** The JavaScript name of `coroutine.yield` (lib/coroutine.ts). */
const YIELD = "yieldAll";

/** The levels of a thread that yielded: the library's `yield`, then its suspended frames. */
export function levelsOfSuspended(stack: FrameStack): readonly Level[] {
  if (stack.innermost === undefined) return [];
  const yielding: OpenLevel = { script: undefined, line: -1, function: undefined, library: YIELD, called: undefined };
  const levels = [yielding, ...suspendedLevels(yielding, framesOf(stack.innermost, Number.POSITIVE_INFINITY))];
  // Nobody called the first one by a name.
  const body = levels.pop();
  return body === undefined ? [] : [...levels, { ...body, exact: true }];
}

/** A suspended call as it was when the record was taken. */
export interface SuspendedFrame {
  readonly place: number;
  readonly tails: number;
}

/** Suspended calls, from the innermost one on. */
export function framesOf(innermost: SuspendedCall | undefined, most: number): SuspendedFrame[] {
  const frames: SuspendedFrame[] = [];
  for (let call = innermost; call !== undefined && frames.length < most; call = call.outer)
    frames.push({ place: call.place < 0 ? ~call.place : call.place, tails: call.tails });
  return frames;
}

/** The frames below `inner`: each tells how the one above is called. */
export function suspendedLevels(inner: OpenLevel | undefined, frames: readonly SuspendedFrame[]): OpenLevel[] {
  const levels: OpenLevel[] = [];
  let callee = inner;
  for (const { place: number, tails } of frames) {
    // Metamethods are called without a level between.
    if (number === SKIPPED || number === UNKNOWN) continue;
    const script = scriptAt(number);
    const place = script?.placeAt(number);
    // What a library function called has no name.
    if (callee !== undefined) close(callee, shownCallee(place?.called), script === undefined);
    const line = script === undefined ? -1 : (place?.line ?? number - script.at);
    const around = script?.functionNamed(place?.inside ?? "") ?? script?.functionAround(line);
    callee = { script, line, function: around, library: SUSPENDED_LIBRARY[number], called: undefined };
    levels.push(callee);
    if (tails > 0) levels.push(...tailsOf(callee, tails));
  }
  return levels;
}

/** 5.0 and 5.1 do not name metamethods. */
function shownCallee(called = ""): string | undefined {
  if (!called.startsWith(OPERATOR)) return called || undefined;
  const event = METAMETHODS.get(called.slice(OPERATOR.length));
  return event === undefined || tailsAreLevels() ? undefined : `metamethod ${event}`;
}

const OPERATOR = "operator ";

const SUSPENDED_LIBRARY: Readonly<Record<number, string>> = { [PCALL]: "pcall", [XPCALL]: "xpcall" };

/** The script with this place; if it was forgotten, the one before it. */
export function scriptAt(place: number): Script | undefined {
  if (place <= SKIPPED) return undefined;
  const scripts = rt.scriptsByPlace;
  return scripts[countWhile(scripts.length, (i) => (scripts[i]?.at ?? 0) <= place) - 1];
}
