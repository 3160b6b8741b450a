/**
 * The attacks of test/sandbox, each a hostile script whose first lines say what must come of it (README there). They run in this process:
 * a way out would show as a changed prototype, a dead process or a call that never ends.
 */
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { NO_ITEMS } from "../../runtime/array-part.ts";
import { hostMemory } from "../../server/host/memory.ts";
import { instanceOf, LuaHost, runLua } from "./run-lua.ts";

const FOLDER = new URL("../sandbox/", import.meta.url);

interface Attack {
  readonly name: string;
  readonly source: string;
  readonly expected: string;
}

const ATTACKS: readonly Attack[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".lua"))
  .sort()
  .map((name) => {
    const source = readFileSync(new URL(name, FOLDER), "latin1");
    const expected = /^-- expect: (.*)$/m.exec(source)?.[1];
    if (expected === undefined) throw new Error(`test/sandbox/${name} has no line "-- expect: …"; see the README there`);
    return { name, source, expected };
  });

/** Milliseconds of the processor: other processes, which may take it away, do not count. No attack waits for anything, so nothing is missed. */
function workedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** A clock that runs and the real memory: attacks are stopped by their deadline if by nothing else. */
class TimedHost extends LuaHost {
  override readonly clock = {
    nowMs: workedMs,
    cpuSeconds: () => workedMs() / 1000,
    zone: () => ({ offsetSeconds: 0, daylightSaving: false, name: "UTC" }),
  };
  override readonly memory = hostMemory();
}

const LIMITS = { fuel: 20_000_000, memoryBytes: 64_000_000, deadlineMs: 400 };
/** For scripts that end by themselves. */
const AMPLE = { ...LIMITS, fuel: 1_000_000_000, deadlineMs: 20_000 };
/** What JavaScript's objects have before any attack. */
const PROTOTYPES = [Object.prototype, Function.prototype, Array.prototype, String.prototype, Number.prototype, Map.prototype];
const before = PROTOTYPES.map((prototype) => Object.getOwnPropertyNames(prototype).join());
const globalsBefore = Object.getOwnPropertyNames(globalThis).join();

function isLimit(expected: string): boolean {
  return expected.startsWith("limit ");
}

describe.each([
  ["plain", false],
  ["with every call suspended", true],
])("%s", (_way, everyCallSuspends) => {
  test.each(ATTACKS.filter(({ expected }) => expected === "prints"))("$name is held", async ({ source }) => {
    const { text } = await runLua(source, { dialect: "vpop3", everyCallSuspends, limits: AMPLE, host: new TimedHost() });
    expect(text.trimEnd().split("\n").at(-1)).toBe("held");
  });
});

describe("a limit ends", () => {
  test.each(ATTACKS.filter(({ expected }) => isLimit(expected)))("$name", async ({ source, expected }) => {
    const limits = { ...LIMITS, fuel: 2_000_000 };
    const instance = instanceOf(`function after() return 42 end\nfunction attack()\n${source}\nend`, {
      dialect: "vpop3",
      limits,
      host: new TimedHost(),
    });
    await instance.run([]);
    const began = workedMs();
    const outcome = await instance.call("attack", []);
    expect(outcome).toMatchObject({ kind: "failed", failure: { kind: "limit" } });
    expect(workedMs() - began, "milliseconds until it ended").toBeLessThan(1500);
    expect(expected).toContain("fuel");
    expect(await instance.call("after", [])).toEqual({ kind: "returned", values: [42] });
  });
});

afterAll(async () => {
  expect(PROTOTYPES.map((prototype) => Object.getOwnPropertyNames(prototype).join())).toEqual(before);
  expect(Object.getOwnPropertyNames(globalThis).join()).toBe(globalsBefore);
  expect(NO_ITEMS, "what all tables without items share").toEqual([]);
  const { text } = await runLua(`print(("x"):rep(3), #"ab", ("y"):upper(), 1 + 1, type(string.find))`);
  expect(text).toBe("xxx\t2\tY\t2\tfunction\n");
});
