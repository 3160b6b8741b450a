/**
 * A breakpoint on a Lua line, set as Chrome DevTools and VS Code set it: the process is started with `--inspect-brk`, the script's map comes with
 * the script, its places give the JavaScript line, and the pause shows the Lua locals.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, expect, test } from "vitest";
import { decodeMappings } from "../../compiler/emit/source-map.ts";

const BIN = fileURLToPath(new URL("../../bin/moonpost.js", import.meta.url));

const LUA = `-- a hook and a call of it
local function double(n)
  local twice = n * 2
  return twice
end

function DoMAILFROM(sender, new)
  local text = "from " .. sender
  for i = 1, 3 do
    local d = double(i)
    text = text .. d
  end
  return text, new
end

print(DoMAILFROM("a@example.com", 1))
`;

/** Messages of the inspector protocol, as far as they are read here. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, never>;
  readonly result?: Record<string, never>;
}

/** A debugger: one connection to a process that waits for it. */
class Debugger {
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, (result: never) => void>();
  readonly #events: Message[] = [];
  #wanted:
    | { readonly method: string; readonly accept: (message: Message) => boolean; readonly take: (params: never) => void }
    | undefined;
  #id = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      const message = JSON.parse(String(data)) as Message; // the protocol
      if (message.id !== undefined) this.#answers.get(message.id)?.(message.result as never);
      else this.#events.push(message);
      this.#look();
    });
  }

  static async connect(url: string): Promise<Debugger> {
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", reject);
    });
    return new Debugger(socket);
  }

  send<T>(method: string, params: object = {}): Promise<T> {
    const id = ++this.#id;
    const answer = new Promise<T>((resolve) => this.#answers.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params }));
    return answer;
  }

  /** The next event with that method that is accepted; earlier ones that were not taken count. */
  event<T>(method: string, accept: (params: T) => boolean = () => true): Promise<T> {
    return new Promise((resolve) => {
      this.#wanted = { method, accept: (message) => accept(message.params as T), take: resolve };
      this.#look();
    });
  }

  close(): void {
    this.#socket.close();
  }

  #look(): void {
    const wanted = this.#wanted;
    const at = wanted === undefined ? -1 : this.#events.findIndex((one) => one.method === wanted.method && wanted.accept(one));
    const [event] = at < 0 ? [] : this.#events.splice(at, 1);
    if (event === undefined) return;
    this.#wanted = undefined;
    wanted?.take(event.params as never);
  }
}

interface ParsedScript {
  readonly scriptId: string;
  readonly url: string;
  readonly sourceMapURL: string;
}

interface Pause {
  readonly callFrames: readonly {
    readonly functionName: string;
    readonly callFrameId: string;
    readonly location: { readonly scriptId: string; readonly lineNumber: number; readonly columnNumber: number };
  }[];
}

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
  readonly mappings: string;
}

let child: ChildProcessByStdio<null, Readable, Readable> | undefined;
const folder = mkdtempSync(join(tmpdir(), "moonpost-map-"));
afterEach(() => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

test("a breakpoint on a Lua line stops there, with the Lua locals in view", async () => {
  const file = join(folder, "smtpsvr.lua");
  writeFileSync(file, LUA);
  // With a stack size of its own the command does not start itself anew, which would end the connection.
  child = spawn(process.execPath, ["--stack-size=3000", "--inspect-brk=127.0.0.1:0", BIN, "run", "smtpsvr.lua"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const tool = await Debugger.connect(await inspectorUrl(child.stderr));
  await tool.send("Debugger.enable");
  await tool.send("Runtime.runIfWaitingForDebugger");
  await tool.event<Pause>("Debugger.paused");
  // A tool that sees a new script reads its map before the script runs.
  await tool.send("Debugger.setInstrumentationBreakpoint", { instrumentation: "beforeScriptWithSourceMapExecution" });
  await tool.send("Debugger.resume");
  const script = await tool.event<ParsedScript>("Debugger.scriptParsed", ({ url }) => url.startsWith("moonpost:"));
  await tool.event<Pause>("Debugger.paused");

  const map = readMap(script.sourceMapURL);
  expect(map.sources).toEqual([pathToFileURL(file).href]);
  expect(map.sourcesContent).toEqual([LUA]);
  const places = decodeMappings(map.mappings);
  const breakAt = async (luaLine: number): Promise<void> => {
    const place = places.find(({ originalLine }) => originalLine === luaLine - 1);
    await tool.send("Debugger.setBreakpointByUrl", { url: script.url, lineNumber: place?.line, columnNumber: place?.column });
  };
  const luaLine = ({ callFrames }: Pause): number => {
    const { lineNumber, columnNumber } = callFrames[0]?.location ?? { lineNumber: -1, columnNumber: -1 };
    return (
      1 +
      (places.findLast(({ line, column }) => line < lineNumber || (line === lineNumber && column <= columnNumber))
        ?.originalLine ?? -1)
    );
  };
  const localOf = async (pause: Pause, expression: string): Promise<unknown> => {
    const answer = await tool.send<{ readonly result: { readonly value: unknown } }>("Debugger.evaluateOnCallFrame", {
      callFrameId: pause.callFrames[0]?.callFrameId,
      expression,
    });
    return answer.result.value;
  };

  await breakAt(4);
  await breakAt(11);
  await breakAt(13);
  await tool.send("Debugger.resume");
  const inDouble = await tool.event<Pause>("Debugger.paused");
  expect(luaLine(inDouble)).toBe(4);
  expect(inDouble.callFrames.slice(0, 3).map(({ functionName }) => functionName)).toEqual(["double", "DoMAILFROM", "main"]);
  expect([await localOf(inDouble, "n"), await localOf(inDouble, "twice")]).toEqual([1, 2]);

  await tool.send("Debugger.resume");
  const inLoop = await tool.event<Pause>("Debugger.paused");
  expect(luaLine(inLoop)).toBe(11);
  expect([await localOf(inLoop, "i"), await localOf(inLoop, "d"), await localOf(inLoop, "text")]).toEqual([
    1,
    2,
    "from a@example.com",
  ]);

  await tool.send("Debugger.stepOver");
  const stepped = await tool.event<Pause>("Debugger.paused");
  expect([10, 9]).toContain(luaLine(stepped)); // the loop's head, or its body again
  for (let pauses = 0; pauses < 6; pauses++) {
    await tool.send("Debugger.resume");
    const pause = await tool.event<Pause>("Debugger.paused");
    if (luaLine(pause) !== 13) continue;
    expect([await localOf(pause, "text"), await localOf(pause, "sender")]).toEqual(["from a@example.com246", "a@example.com"]);
    tool.close();
    return;
  }
  throw new Error("the breakpoint on line 13 was never reached");
});

function readMap(url: string): SourceMap {
  const prefix = "data:application/json;base64,";
  expect(url.slice(0, prefix.length)).toBe(prefix);
  return JSON.parse(Buffer.from(url.slice(prefix.length), "base64").toString("utf8")) as SourceMap; // checked by what it is used for
}

/** Node says on stderr where it listens. */
async function inspectorUrl(stderr: Readable): Promise<string> {
  for await (const line of createInterface({ input: stderr })) {
    const url = /^Debugger listening on (ws:.*)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error("the process ended before it listened for a debugger");
}
