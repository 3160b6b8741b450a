/**
 * Positions and tracebacks, found in the JavaScript stack when somebody asks: compiled chunks are known by the URL of their script
 * (`rt.scripts`), whose tables lead from JavaScript lines to Lua lines.
 *
 * Governing text: Lua 5.1 manual §5.1 (`error`), §5.9 (`debug.traceback`).
 */
import { rt } from "./machine.ts";
import type { FunctionInfo, ScriptInfo } from "./script-info.ts";

/** One frame of the JavaScript stack that matters: of a chunk, or of a library. */
export interface StackFrame {
  readonly script: ScriptInfo | undefined;
  /** Name of the JavaScript function. */
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

export type StackRecord = readonly StackFrame[];

/** How many JavaScript frames are looked at for a position: the library's own frames lie above the one that is sought. */
const POSITION_DEPTH = 30;
const TRACE_DEPTH = 200;

/** The JavaScript stack at this moment, innermost frame first. */
export function recordStack(depth = TRACE_DEPTH): StackRecord {
  const limit = Error.stackTraceLimit;
  const prepare = Error.prepareStackTrace;
  Error.stackTraceLimit = depth;
  Error.prepareStackTrace = (_error, sites): StackRecord =>
    sites.map((site) => ({
      script: rt.scripts.get(site.getScriptNameOrSourceURL() ?? ""),
      name: site.getFunctionName() ?? "",
      line: site.getLineNumber() ?? 0,
      column: site.getColumnNumber() ?? 0,
    }));
  try {
    const holder: { stack?: StackRecord } = {};
    Error.captureStackTrace(holder, recordStack);
    return holder.stack ?? [];
  } finally {
    Error.stackTraceLimit = limit;
    Error.prepareStackTrace = prepare;
  }
}

/** `file.lua:12: ` for the Lua function at `level` (1: the one that runs now), "" where none is known (`luaL_where`). */
export function where(level: number): string {
  let left = level;
  for (const frame of recordStack(POSITION_DEPTH)) {
    if (frame.script === undefined) continue;
    left--;
    if (left > 0) continue;
    const line = frame.script.lineAt(frame.line, frame.column);
    return line > 0 ? `${frame.script.shortSource}:${line}: ` : "";
  }
  return "";
}

export type { FunctionInfo };
