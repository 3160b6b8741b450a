/**
 * The levels of a Lua stack for the debug library: those of functions in debug mode where there are any (debug-stack.ts), else those read from the
 * JavaScript stack.
 */
import { Coroutine, runningCoroutine } from "./coroutine.ts";
import { type DebugFrame, debugState, scriptOf } from "./debug-stack.ts";
import { rt, type Thread } from "./machine.ts";
import { type Level, TAIL, tailsAreLevels } from "./stack-record.ts";
import { levelsNow } from "./traceback.ts";
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
  const other = thread instanceof Coroutine && thread !== runningCoroutine() ? thread : undefined;
  const stack = rt.raised === undefined || other !== undefined ? debugState()?.stackOf(other ?? rt.thread) : undefined;
  if (stack === undefined || stack.frames.length === 0) return other === undefined ? levelsNow() : other.levels;
  const tailLevels = tailsAreLevels();
  const levels: DebugLevel[] = [];
  for (const frame of stack.frames.toReversed()) {
    levels.push(levelOf(frame));
    if (!tailLevels && shown && frame.tails > 0) levels.push(TAIL);
    if (tailLevels) for (let i = 0; i < frame.tails; i++) levels.push(TAIL);
  }
  return levels;
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
