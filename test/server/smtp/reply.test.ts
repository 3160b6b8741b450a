import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatReply, isTooLong, reply, scriptReply } from "../../../server/smtp/reply.ts";

const STANDARD = reply(250, "2.1.0", "Sender OK");

describe("what a script says", () => {
  it.each([
    [undefined, "250 2.1.0 Sender OK\r\n"],
    ["", "250 2.1.0 Sender OK\r\n"],
    ["\r\n", "250 2.1.0 Sender OK\r\n"],
    ["550 No thanks", "550 No thanks\r\n"],
    ["550", "550 \r\n"],
    ["550-one\r\n550 two", "550-one\r\n550 two\r\n"],
    ["550 one\ntwo", "550-one\r\n550 two\r\n"],
    ["250 fine\r\n421 injected", "250-fine\r\n250 421 injected\r\n"],
    ["Welcome", "250 2.1.0 Welcome\r\n"],
    ["5500 no code", "250 2.1.0 5500 no code\r\n"],
    ["999 no code", "250 2.1.0 999 no code\r\n"],
    ["354 not here", "250 354 not here\r\n"],
    ["550 a\0b\tc", "550 a b c\r\n"],
  ])("%j goes out as %j", (said, expected) => {
    expect(formatReply(scriptReply(said, STANDARD))).toBe(expected);
  });

  it("is always one well-formed reply", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("\r", "\n", "5", "0", " ", "-", "a", "\0", "\xff"), maxLength: 1200 }),
        (said) => {
          const wire = formatReply(scriptReply(said, STANDARD));
          expect(wire.endsWith("\r\n")).toBe(true);
          const lines = wire.slice(0, -2).split("\r\n");
          const code = wire.slice(0, 3);
          lines.forEach((line, i) => {
            expect(line.length).toBeLessThanOrEqual(510);
            expect(line.slice(0, 4)).toBe(code + (i < lines.length - 1 ? "-" : " "));
            expect(line).not.toMatch(/[\0-\x1f\x7f]/);
          });
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("a reply of a script that is too long", () => {
  it.each([
    ["é", 489],
    ["€", 488],
    ["€", 489],
    ["😀", 487],
    ["😀", 489],
  ])("keeps the character %s whole that begins at byte %i", (character, before) => {
    const said = `550 ${"x".repeat(before)}${Buffer.from(character).toString("latin1").repeat(300)}`;
    const lines = formatReply(scriptReply(said, STANDARD)).slice(0, -2).split("\r\n");
    const texts = lines.map((line) => Buffer.from(line, "latin1").toString());
    expect(texts[0]).toBe(`550-${"x".repeat(before)}`);
    expect(texts.map((line) => line.slice(4)).join("")).toBe("x".repeat(before) + character.repeat(300));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(494);
  });

  it("is cut anywhere where its bytes are no UTF-8", () => {
    const lines = formatReply(scriptReply(`550 ${"\xbf".repeat(980)}`, STANDARD))
      .slice(0, -2)
      .split("\r\n");
    expect(lines).toEqual([`550-${"\xbf".repeat(490)}`, `550 ${"\xbf".repeat(490)}`]);
  });

  it.each([
    ["one line", `550 ${"x".repeat(10_000_000)}`],
    ["short lines", `550 no\n${"and\r\n".repeat(3_000_000)}`],
    ["empty lines between others", `550 no${"\n\nx".repeat(3_000_000)}`],
  ])("%s: goes out as its first hundred lines", (_, said) => {
    const answer = scriptReply(said, STANDARD);
    const lines = formatReply(answer).slice(0, -2).split("\r\n");
    expect(lines).toHaveLength(100);
    expect([lines[0]?.slice(0, 4), lines[99]?.slice(0, 4)]).toEqual(["550-", "550 "]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(510);
    expect(isTooLong(answer)).toBe(true);
  });

  it("is told from one that just fits", () => {
    const fits = (lines: number) => !isTooLong(scriptReply(`550 ${"x\r\n".repeat(lines)}`, STANDARD));
    expect([fits(1), fits(100), fits(101)]).toEqual([true, true, false]);
    expect(isTooLong(scriptReply(`550 ${"x".repeat(49_000)}`, STANDARD))).toBe(false);
    expect(isTooLong(scriptReply(`550 ${"x".repeat(49_001)}`, STANDARD))).toBe(true);
  });
});

describe("a reply", () => {
  it("carries its enhanced code on every line", () => {
    expect(formatReply(reply(550, "5.7.1", "a", "b"))).toBe("550-5.7.1 a\r\n550 5.7.1 b\r\n");
  });
});
