/**
 * A debugger over the inspector protocol, which does with source maps what Chrome DevTools does: it knows Lua files by the maps of scripts, sets a
 * breakpoint in each script that came of the file at the first place of the line, and steps until the line changes.
 */
import { fileURLToPath } from "node:url";
import type { Mapping } from "../../../compiler/emit/source-map.ts";
import { decodeMappings } from "../../compiler/emit/decode-mappings.ts";

/** Messages of the inspector protocol, as far as they are read here. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: never;
  readonly result?: never;
  readonly error?: { readonly message: string };
}

interface Place {
  readonly scriptId: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

interface CallFrame {
  readonly functionName: string;
  readonly callFrameId: string;
  readonly location: Place;
  readonly scopeChain: readonly { readonly type: string; readonly object: { readonly objectId: string } }[];
}

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
  readonly mappings: string;
}

/** A script that came of a Lua file. */
export interface LuaScript {
  readonly scriptId: string;
  readonly source: string;
  readonly content: string;
  readonly mappings: readonly Mapping[];
}

/** A stop in a script that came of a Lua file. */
export interface Stop {
  readonly source: string;
  readonly line: number;
  /** Functions on the stack that came of Lua files, innermost first. */
  readonly functions: readonly string[];
  readonly frame: CallFrame;
}

interface Breakpoint {
  readonly source: string;
  readonly line: number;
  readonly condition?: string;
}

/** A function that logpoints call. */
const BINDING = "passedLogpoint";

/** Names and values, of all scopes of a kind that are around. */
interface Scopes {
  readonly local: Readonly<Record<string, unknown>>;
  readonly block: Readonly<Record<string, unknown>>;
  readonly closure: Readonly<Record<string, unknown>>;
}

export class Debugger {
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, { resolve(result: never): void; reject(error: Error): void }>();
  readonly #scripts = new Map<string, LuaScript>();
  readonly #breakpoints: Breakpoint[] = [];
  readonly #stops: Promise<Stop | undefined>[] = [];
  #onStop: () => void = () => undefined;
  #onScript: () => void = () => undefined;
  #work: Promise<unknown> = Promise.resolve();
  #id = 0;
  #instrumented = false;
  #ended = false;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      const message = JSON.parse(String(data)) as Message; // the protocol
      if (message.id === undefined) this.#event(message);
      else if (message.error) this.#answers.get(message.id)?.reject(new Error(message.error.message));
      else this.#answers.get(message.id)?.resolve(message.result as never);
    });
  }

  /** Connects. The process, if it waits for a debugger, goes on to its first line of code. */
  static async connect(url: string): Promise<Debugger> {
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", reject);
    });
    const tool = new Debugger(socket);
    await tool.send("Debugger.enable");
    await tool.send("Debugger.setBlackboxPatterns", { patterns: ["^file:.*/(runtime|server|compiler)/", "^node:"] });
    // A tool that sees a new script reads its map, and sets its breakpoints, before the script runs.
    await tool.send("Debugger.setInstrumentationBreakpoint", { instrumentation: "beforeScriptWithSourceMapExecution" });
    tool.#instrumented = true;
    await tool.send("Runtime.enable");
    await tool.send("Runtime.addBinding", { name: BINDING });
    await tool.send("NodeRuntime.notifyWhenWaitingForDisconnect", { enabled: true });
    await tool.send("Runtime.runIfWaitingForDebugger");
    return tool;
  }

  send<T>(method: string, params: object = {}): Promise<T> {
    const id = ++this.#id;
    const answer = new Promise<T>((resolve, reject) => this.#answers.set(id, { resolve, reject }));
    this.#socket.send(JSON.stringify({ id, method, params }));
    return answer;
  }

  /** Sets a breakpoint on a line of a Lua file, in scripts that are there and in those to come. Gives in how many it was set. */
  breakAt(source: string, line: number): Promise<number> {
    return this.#breakpoint({ source, line });
  }

  /** The same with a logpoint, as VS Code calls it: it notes in `passed` that it was met. */
  logAt(source: string, line: number): Promise<number> {
    return this.#breakpoint({ source, line, condition: `${BINDING}("${line}"), false` });
  }

  /** Lines of logpoints that were met. */
  readonly passed: number[] = [];

  async #breakpoint(breakpoint: Breakpoint): Promise<number> {
    this.#breakpoints.push(breakpoint);
    const { source } = breakpoint;
    let count = 0;
    for (const script of this.#scripts.values())
      if (script.source === source) count += await this.#setBreakpoint(script, breakpoint);
    return count;
  }

  /** The next stop in Lua; others are left in this way. Undefined once the program has ended. */
  async nextStop(leave: "resume" | "stepInto" | "stepOver" | "stepOut" = "resume"): Promise<Stop | undefined> {
    for (;;) {
      while (this.#stops.length === 0 && !this.#ended) await new Promise<void>((resolve) => (this.#onStop = resolve));
      const next = this.#stops.shift();
      if (next === undefined) return undefined;
      const stop = await next;
      if (stop !== undefined) return stop;
      await this.send(`Debugger.${leave}`);
    }
  }

  /** The next stop in Lua, which must come. */
  async stop(): Promise<Stop> {
    const stop = await this.nextStop();
    if (stop === undefined) throw new Error("the program ended without another stop");
    return stop;
  }

  resume(): Promise<unknown> {
    return this.send("Debugger.resume");
  }

  /** Goes on from a stop, over calls or into them, to the next place in Lua. */
  async step(from: Stop, way: "Over" | "Into" | "Out" = "Over"): Promise<Stop | undefined> {
    const skipList = way === "Out" ? undefined : { skipList: this.#rangesOf(from) };
    await this.send(`Debugger.step${way}`, skipList);
    return this.nextStop(`step${way}`);
  }

  /** Names and values of what is in view at the stop, by scope: numbers, strings and booleans as themselves, others by what they are called. */
  async variables({ frame }: Stop): Promise<Scopes> {
    const scopes: { [type in keyof Scopes]: Record<string, unknown> } = { local: {}, block: {}, closure: {} };
    for (const { type, object } of frame.scopeChain) {
      if (type !== "local" && type !== "block" && type !== "closure") continue;
      const { result } = await this.send<{
        result: readonly { name: string; value?: { value?: unknown; description?: string } }[];
      }>("Runtime.getProperties", { objectId: object.objectId, ownProperties: true });
      for (const { name, value } of result) scopes[type][name] ??= value?.value ?? value?.description;
    }
    return scopes;
  }

  async evaluate({ frame }: Stop, expression: string): Promise<unknown> {
    const { result } = await this.send<{ result: { value: unknown } }>("Debugger.evaluateOnCallFrame", {
      callFrameId: frame.callFrameId,
      expression,
    });
    return result.value;
  }

  /** Waits until that many scripts came of the file; gives the last one. */
  async script(source: string, count = 1): Promise<LuaScript> {
    for (;;) {
      const found = [...this.#scripts.values()].filter((script) => script.source === source);
      const last = found.at(-1);
      if (last !== undefined && found.length >= count) return last;
      await new Promise<void>((resolve) => (this.#onScript = resolve));
    }
  }

  close(): void {
    this.#socket.close();
  }

  #event({ method, params }: Message): void {
    if (method === "Debugger.scriptParsed") this.#parsed(params as never);
    if (method === "Runtime.bindingCalled") this.passed.push(Number((params as unknown as { payload: string }).payload));
    if (method === "NodeRuntime.waitingForDisconnect") {
      this.#ended = true;
      this.#onStop();
    }
    if (method !== "Debugger.paused") return;
    const { callFrames, reason } = params as unknown as { callFrames: readonly CallFrame[]; reason: string };
    if (reason === "instrumentation" && this.#instrumented) {
      // The breakpoints of the script are set first.
      void this.#work.then(() => this.resume());
      return;
    }
    this.#stops.push(this.#work.then(() => this.#stopAt(callFrames)));
    this.#onStop();
  }

  #parsed({ scriptId, sourceMapURL }: { readonly scriptId: string; readonly sourceMapURL: string }): void {
    const map = readMap(sourceMapURL);
    const source = map?.sources[0];
    if (map === undefined || source === undefined || !source.endsWith(".lua")) return;
    const script = { scriptId, source, content: map.sourcesContent[0] ?? "", mappings: decodeMappings(map.mappings) };
    this.#scripts.set(scriptId, script);
    const set = this.#breakpoints.filter((one) => one.source === source).map((one) => this.#setBreakpoint(script, one));
    this.#work = Promise.all([this.#work, ...set]);
    this.#onScript();
  }

  async #setBreakpoint({ scriptId, mappings }: LuaScript, { line, condition }: Breakpoint): Promise<number> {
    const onLine = mappings.filter((one) => one.originalLine === line - 1);
    // Of the places with the first column of the line the first in the JavaScript, and no other.
    const column = Math.min(...onLine.map((one) => one.originalColumn));
    const place = onLine.find((one) => one.originalColumn === column);
    if (place === undefined) return 0;
    await this.send("Debugger.setBreakpoint", {
      location: { scriptId, lineNumber: place.line, columnNumber: place.column },
      condition,
    });
    return 1;
  }

  #stopAt(callFrames: readonly CallFrame[]): Stop | undefined {
    const [frame] = callFrames;
    const place = frame && this.#luaPlace(frame.location);
    if (frame === undefined || place === undefined) return undefined;
    const functions = callFrames.filter(({ location }) => this.#scripts.has(location.scriptId)).map((one) => one.functionName);
    return { ...place, functions, frame };
  }

  #luaPlace({ scriptId, lineNumber, columnNumber }: Place): { source: string; line: number; mapping: Mapping } | undefined {
    const script = this.#scripts.get(scriptId);
    const mapping = script?.mappings.findLast(
      (one) => one.line < lineNumber || (one.line === lineNumber && one.column <= columnNumber),
    );
    return script && mapping && { source: script.source, line: mapping.originalLine + 1, mapping };
  }

  /** All that came of the same place in Lua, merged and in order: what DevTools asks V8 to skip. */
  #rangesOf({ frame }: Stop): readonly object[] {
    const { scriptId } = frame.location;
    const at = this.#luaPlace(frame.location)?.mapping;
    const { mappings } = this.#scripts.get(scriptId) ?? { mappings: [] };
    const ranges: { scriptId: string; start: object; end: object }[] = [];
    for (const [i, one] of mappings.entries()) {
      if (one.originalLine !== at?.originalLine || one.originalColumn !== at.originalColumn) continue;
      const next = mappings[i + 1] ?? { line: 1e9, column: 0 };
      if (next.line === one.line && next.column === one.column) continue;
      const range = {
        scriptId,
        start: { lineNumber: one.line, columnNumber: one.column },
        end: { lineNumber: next.line, columnNumber: next.column },
      };
      const last = ranges.at(-1);
      if (last !== undefined && JSON.stringify(last.end) === JSON.stringify(range.start)) last.end = range.end;
      else ranges.push(range);
    }
    return ranges;
  }
}

function readMap(url: string): SourceMap | undefined {
  const prefix = "data:application/json;base64,";
  if (!url.startsWith(prefix)) return undefined;
  return JSON.parse(Buffer.from(url.slice(prefix.length), "base64").toString("utf8")) as SourceMap; // checked by what it is used for
}

/** The path of a Lua file that a debugger shows. */
export function pathOf(source: string): string {
  return fileURLToPath(source);
}
