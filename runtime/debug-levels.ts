/**
 * The levels of a Lua stack for the debug library: those of functions in debug mode where there are any (debug-stack.ts), and below them, or
 * without them, those read from the JavaScript stack.
 */
import { charge, tick } from "./budget.ts";
import { Coroutine, runningCoroutine } from "./coroutine.ts";
import { type DebugFrame, scriptOf } from "./debug-frame.ts";
import { debugState } from "./debug-stack.ts";
import { rt, type Thread } from "./machine.ts";
import { type Level, TAIL, tailsAreLevels } from "./level.ts";
import { levelNow, levelsNow } from "./traceback.ts";
import type { LuaThread } from "./value.ts";

/** A level with the frame of a function in debug mode. */
export interface DebugLevel extends Level {
  readonly frame?: DebugFrame | undefined;
}

/**
 * The levels of a thread, innermost first; of the running one without a thread. 5.0 and 5.1 have a level for each tail call; 5.2 only
 * shows in tracebacks (`shown`) that there were some.
 */
export function levelsOfThread(thread?: LuaThread, shown = false): readonly DebugLevel[] {
  const frames = debugFramesOf(thread);
  if (frames === undefined) return levelsOutsideDebugMode(otherThread(thread));
  const tailLevels = tailsAreLevels();
  const levels: DebugLevel[] = [];
  for (const frame of frames.toReversed()) {
    levels.push(levelOf(frame));
    if (!tailLevels && shown && frame.tails > 0) levels.push(TAIL);
    if (tailLevels) for (let i = 0; i < frame.tails; i++) levels.push(TAIL);
  }
  return otherThread(thread) === undefined ? [...levels, ...levelsBelow(frames)] : levels;
}

/** The levels of the ordinary functions of the running thread that called its outermost one in debug mode. */
function levelsBelow(frames: readonly DebugFrame[]): readonly Level[] {
  const scripts = new Set(frames.map(({ code }) => code && scriptOf(code)));
  const levels = levelsOutsideDebugMode(undefined);
  return levels.slice(1 + levels.findLastIndex(({ script }) => script !== undefined && scripts.has(script)));
}

/** One of the levels that `levelsOfThread` gives, without making the others: a stack may have hundreds of thousands. */
export function levelAt(depth: number, thread?: LuaThread): DebugLevel | undefined {
  const frames = debugFramesOf(thread);
  if (frames === undefined) {
    const other = otherThread(thread);
    if (other !== undefined) return levelsOutsideDebugMode(other)[depth];
    const level = levelNow(depth);
    tick(); // it has paid without a check
    return level;
  }
  const tailLevels = tailsAreLevels();
  let left = depth;
  for (let at = frames.length - 1; at >= 0; at--) {
    const frame = frames[at];
    if (frame === undefined) break;
    if (left === 0) return levelOf(frame);
    left--;
    if (!tailLevels) continue;
    if (left < frame.tails) return TAIL;
    left -= frame.tails;
  }
  return otherThread(thread) === undefined ? levelsBelow(frames)[left] : undefined;
}

function levelsOutsideDebugMode(other: Coroutine | undefined): readonly Level[] {
  const levels = other?.levels ?? levelsNow();
  charge(levels.length); // and checks what `levelsNow` has paid
  return levels;
}

/** The thread if it is not the running one. */
function otherThread(thread: LuaThread | undefined): Coroutine | undefined {
  return thread instanceof Coroutine && thread !== runningCoroutine() ? thread : undefined;
}

/** A thread's functions in debug mode, outermost first, if there are any; those that an error has ended, if it died of that. */
function debugFramesOf(thread: LuaThread | undefined): readonly DebugFrame[] | undefined {
  const other = otherThread(thread);
  const stack = rt.raised === undefined || other !== undefined ? debugState()?.stackOf(other ?? rt.thread) : undefined;
  const frames = other?.failure === undefined ? stack?.frames : stack?.fallen;
  return frames !== undefined && frames.length > 0 ? frames : undefined;
}

/** True if the traceback of the thread ends in the host's own call. */
export function isMainThread(thread?: LuaThread): boolean {
  const asked: Thread | undefined = thread instanceof Coroutine ? thread : rt.thread;
  return asked === undefined || asked.main;
}

function levelOf(frame: DebugFrame): DebugLevel {
  const { code, called, value, line } = frame;
  if (code === undefined) return { script: undefined, line: -1, function: undefined, library: value.name, called, frame };
  const script = scriptOf(code);
  return { script, line, function: script?.functionNamed(code.name), library: undefined, called, frame, exact: true };
}
