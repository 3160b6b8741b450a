/**
 * What the runtime knows of a loaded chunk beyond its code: names and lines, for error positions, tracebacks and `debug.getinfo`.
 * The compiler makes it; it is looked at only when an error or the debug library asks.
 */

/** One function of a chunk, the main chunk included. */
export interface FunctionInfo {
  /** The chunk's name as Lua shows it: `smtpsvr.lua`, `[string "x = 1"]`. */
  readonly shortSource: string;
  /** The chunk's name as it was given: `@smtpsvr.lua`, `=stdin`, or the text. */
  readonly source: string;
  /** The name it is defined with, where it has one. */
  readonly name: string | undefined;
  /** First and last line of the definition; 0 and −1 for the main chunk. */
  readonly lineDefined: number;
  readonly lastLineDefined: number;
  readonly main: boolean;
  /** Names of the upvalues in order. */
  readonly upvalues: readonly string[];
  /** Lines that hold code. */
  readonly activeLines?: readonly number[];
}

/** One chunk, found by the URL that its JavaScript carries (`//# sourceURL`). */
export interface ScriptInfo {
  readonly shortSource: string;
  readonly source: string;
  /** The Lua line of JavaScript position (1-based line and column); 0 if unknown. */
  lineAt(line: number, column: number): number;
  /** The function whose code is at that JavaScript position. */
  functionAt(line: number, column: number): FunctionInfo | undefined;
  /** What the call at that position calls, as Lua words it: `global check`, `method send`; undefined if unknown. */
  calleeAt(line: number, column: number): string | undefined;
}
