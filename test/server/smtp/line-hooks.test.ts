import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HookSeries, ScriptHooks } from "../../../server/hooks/script-hooks.ts";
import { LineHooks } from "../../../server/smtp/line-hooks.ts";

/** Hooks as a script would define them. */
function hooks(
  raw: ((line: string) => string | undefined) | undefined,
  processed: ((line: string) => string | undefined) | undefined,
): ScriptHooks<"smtpsvr"> {
  const functions: Record<string, ((line: string) => string | undefined) | undefined> = {
    MessageLineRaw: raw,
    MessageLine: processed,
  };
  const series = {
    call: (name: string, line: string) => {
      const hook = functions[name];
      return hook === undefined ? undefined : { line: hook(line) };
    },
    end: () => undefined,
  };
  return {
    has: (name: string) => functions[name] !== undefined,
    series: () => series as unknown as HookSeries<"smtpsvr">,
  } as unknown as ScriptHooks<"smtpsvr">; // only what LineHooks uses
}

async function run(lines: LineHooks, text: string, cuts: readonly number[]): Promise<string> {
  const at = [0, ...[...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b), text.length];
  const out: Buffer[] = [];
  for (let i = 1; i < at.length; i++) out.push(...(await lines.take([Buffer.from(text.slice(at[i - 1], at[i]), "latin1")])));
  out.push(...(await lines.finish()));
  return Buffer.concat(out).toString("latin1");
}

describe("line hooks", () => {
  it("see every line once, however the message is cut", async () => {
    const text = fc
      .array(fc.constantFrom("a", "bc", ".", "..", "\r\n", "\r\n", "\r", "\n"), { maxLength: 30 })
      .map((parts) => `${parts.join("")}\r\n`);
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(60), { maxLength: 6 }), async (message, cuts) => {
        const seen: string[] = [];
        const result = await run(
          new LineHooks(
            hooks(undefined, (line) => {
              seen.push(line);
              return undefined;
            }),
          ),
          message,
          cuts,
        );
        expect(seen).toEqual(message.slice(0, -2).split("\r\n"));
        expect(result).toBe(message);
      }),
      { numRuns: 500 },
    );
  });

  it("get raw lines with the dot that was stuffed, and take it away again", async () => {
    const seen: string[] = [];
    const lines = new LineHooks(
      hooks((line) => {
        seen.push(line);
        return line === "..b" ? "..c" : undefined;
      }, undefined),
    );
    expect(await run(lines, "a\r\n.b\r\n.\r\n", [])).toBe("a\r\n.c\r\n.\r\n");
    expect(seen).toEqual(["a", "..b", ".."]);
  });

  it("pass a line of many megabytes in linear time, and the next line is seen again", async () => {
    const seen: string[] = [];
    const lines = new LineHooks(
      hooks(undefined, (line) => {
        seen.push(line.slice(0, 10));
        return undefined;
      }),
    );
    const begin = performance.now();
    let bytes = 0;
    for (let i = 0; i < 400; i++) for (const piece of await lines.take([Buffer.alloc(65_536, "x")])) bytes += piece.length;
    for (const piece of await lines.take([Buffer.from("\r\nnext\r\n")])) bytes += piece.length;
    expect(bytes).toBe(400 * 65_536 + 8);
    expect(seen).toEqual(["next"]);
    expect(performance.now() - begin).toBeLessThan(2000);
  });
});
