/**
 * The levels of a Lua stack for the debug library: those of functions in debug mode where there are any (debug-stack.ts), and below them, or
 * without them, those read from the JavaScript stack.
 */
import { charge, tick } from "./budget.ts";
import { Coroutine, runningCoroutine } from "./coroutine.ts";
import { type DebugFrame, scriptOf } from "./debug-frame.ts";
import { type Level, TAIL, tailsAreLevels } from "./level.ts";
import { rt, type Thread } from "./machine.ts";
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
  for (const level of levelsWithFrames(frames, otherThread(thread))) {
    levels.push(level);
    const tails = level.frame?.tails ?? 0;
    if (!tailLevels && shown && tails > 0) levels.push(TAIL);
    if (tailLevels) for (let i = 0; i < tails; i++) levels.push(TAIL);
  }
  return levels;
}

/** What called the main chunk: the outermost level of the main thread, which tracebacks know by themselves. */
export const HOST: DebugLevel = { script: undefined, line: -1, function: undefined, library: undefined, called: undefined };

/** One of the levels that `levelsOfThread` gives, or the host's, without making the others: a stack may have hundreds of thousands. */
export function levelAt(depth: number, thread?: LuaThread): DebugLevel | undefined {
  const found = levelInside(depth, thread);
  if (found !== undefined || !isMainThread(thread)) return found;
  return depth === 0 || levelInside(depth - 1, thread) !== undefined ? HOST : undefined;
}

function levelInside(depth: number, thread?: LuaThread): DebugLevel | undefined {
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
  for (const level of levelsWithFrames(frames, otherThread(thread))) {
    if (left === 0) return level;
    left--;
    if (!tailLevels) continue;
    const tails = level.frame?.tails ?? 0;
    if (left < tails) return TAIL;
    left -= tails;
  }
  return undefined;
}

/** Library functions that look at the stack, and call nothing. */
const ASKING: ReadonlySet<string> = new Set(["getinfo", "getlocal", "setlocal", "traceback", "getfenv", "setfenv"]);

/**
 * The levels of frames, innermost first, without those of tail calls. Where a function in debug mode was not called by another one, the JavaScript stack tells
 * what lies between: ordinary functions, and library functions that others call, have no frames.
 */
function* levelsWithFrames(frames: readonly DebugFrame[], other: Coroutine | undefined): Generator<DebugLevel> {
  let read: readonly Section<Level>[] | undefined;
  let inner: DebugFrame | undefined;
  let at = 0;
  for (const { between, end } of sections(reversed(frames), ({ code }) => code !== undefined)) {
    const [asking] = between;
    const direct = inner?.traced ?? (between.length === 1 && asking?.traced === true && ASKING.has(asking.value.name));
    if (!direct) read ??= sectionsRead(frames, other);
    const found = direct ? [] : (read?.[at]?.between ?? []);
    // Hooks hear of a library function before it is called, and of its return.
    const framed = found.length <= between.length && !found.some(({ script }) => script !== undefined);
    if (inner !== undefined) yield levelOf(inner, framed && between.length > 0 ? undefined : read?.[at - 1]?.end);
    if (framed) for (const frame of between) yield levelOf(frame);
    else for (const level of found) yield { ...level, frame: between.find(({ value }) => value.name === level.library) };
    inner = end;
    at++;
  }
}

/** The same sections, as the JavaScript stack tells them. */
function sectionsRead(frames: readonly DebugFrame[], other: Coroutine | undefined): readonly Section<Level>[] {
  const scripts = new Set(frames.map(({ code }) => code && scriptOf(code)));
  const read = [...sections(levelsOutsideDebugMode(other), ({ script }) => script !== undefined && scripts.has(script))];
  // A function whose return is told is no longer on the JavaScript stack.
  const active = [...reversed(frames)].filter(({ code }) => code !== undefined);
  for (const [at, { ended }] of active.entries()) if (ended) read.splice(at, 0, { between: [], end: undefined });
  return read;
}

function* reversed<T>(items: readonly T[]): Generator<T> {
  for (let i = items.length - 1; i >= 0; i--) yield items[i] as T; // there are no holes
}

/** What lies above one of the marked levels; below the last one, without it. */
interface Section<T> {
  readonly between: readonly T[];
  readonly end: T | undefined;
}

function* sections<T>(levels: Iterable<T>, isMarked: (level: T) => boolean): Generator<Section<T>> {
  let between: T[] = [];
  for (const level of levels) {
    if (!isMarked(level)) between.push(level);
    else {
      yield { between, end: level };
      between = [];
    }
  }
  yield { between, end: undefined };
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
  const stack = rt.raised === undefined || other !== undefined ? rt.realm.debug?.stackOf(other ?? rt.thread) : undefined;
  const frames = other?.failure === undefined ? stack?.frames : stack?.fallen;
  return frames !== undefined && frames.length > 0 ? frames : undefined;
}

/** True if the traceback of the thread ends in the host's own call. */
export function isMainThread(thread?: LuaThread): boolean {
  const asked: Thread | undefined = thread instanceof Coroutine ? thread : rt.thread;
  return asked === undefined || asked.main;
}

/** `read`: the same level as the JavaScript stack tells it. */
function levelOf(frame: DebugFrame, read?: Level): DebugLevel {
  const { code, value, line } = frame;
  const called = frame.called ?? (frame.traced ? undefined : read?.called);
  if (code === undefined)
    return { script: undefined, line: -1, function: undefined, library: value.name, called, frame, exact: true };
  const script = scriptOf(code);
  const exact = frame.traced || read?.exact !== false;
  return { script, line, function: script?.functionNamed(code.body.name), library: undefined, called, frame, exact };
}
