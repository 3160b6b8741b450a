import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DataScanner, type NewlinePolicy } from "../../../server/smtp/data-scanner.ts";

interface Scanned {
  readonly message: string;
  /** What follows the end of the data; undefined: it did not end. */
  readonly rest: string | undefined;
  readonly bare: boolean;
  readonly tooLong: boolean;
}

/** Feeds the text cut at the given offsets. */
function scan(text: string, cuts: readonly number[], policy: NewlinePolicy = "refuse", maxLineBytes = 0): Scanned {
  const scanner = new DataScanner(policy, maxLineBytes);
  const pieces: Buffer[] = [];
  const at = [0, ...[...new Set(cuts)].sort((a, b) => a - b), text.length];
  let rest: string | undefined;
  for (let i = 1; i < at.length && rest === undefined; i++) {
    const chunk = Buffer.from(text.slice(at[i - 1], at[i]), "latin1");
    const next = scanner.scan(chunk, 0, pieces);
    if (next >= 0) rest = chunk.toString("latin1", next) + text.slice(at[i]);
  }
  return {
    message: Buffer.concat(pieces).toString("latin1"),
    rest,
    bare: scanner.bareNewline,
    tooLong: scanner.lineTooLong,
  };
}

/** The same by the letter of RFC 5321 §4.5.2, line by line on the whole text. */
function reference(text: string, policy: NewlinePolicy, maxLineBytes: number): Scanned {
  const lines = text.split(/(?<=\r\n)/);
  let message = "";
  let raw = "";
  let tooLong = false;
  let rest: string | undefined;
  for (const [i, line] of lines.entries()) {
    raw += line;
    if (maxLineBytes > 0 && line.split(/(?<=\n)/).some((part) => part.length > maxLineBytes)) tooLong = true;
    if (line === ".\r\n") {
      rest = lines.slice(i + 1).join("");
      break;
    }
    message += line.startsWith(".") ? line.slice(1) : line;
  }
  const bare = /\r(?!\n)|(?<!\r)\n/.test(raw);
  return { message: policy === "normalise" ? message.replace(/\r(?!\n)|(?<!\r)\n/g, "\r\n") : message, rest, bare, tooLong };
}

const TEXTS: readonly [string, string][] = [
  ["an ordinary message", "Subject: x\r\n\r\nHello\r\n.\r\nQUIT\r\n"],
  ["an empty message", ".\r\nQUIT\r\n"],
  ["stuffed dots", "..\r\n...\r\n..a\r\n.b\r\n.\r\n"],
  ["a first line of one stuffed dot", "..\r\n.\r\n"],
  ["smuggling with LF.LF", "a\n.\nMAIL FROM:<x@y>\r\n.\r\n"],
  ["smuggling with LF.CRLF", "a\n.\r\nMAIL FROM:<x@y>\r\n.\r\n"],
  ["smuggling with CRLF.LF", "a\r\n.\nMAIL FROM:<x@y>\r\n.\r\n"],
  ["smuggling with CR.CR", "a\r.\rMAIL FROM:<x@y>\r\n.\r\n"],
  ["smuggling with CRLF.CR", "a\r\n.\rMAIL FROM:<x@y>\r\n.\r\n"],
  ["smuggling with CRCRLF.CRCRLF", "a\r\r\n.\r\r\nMAIL FROM:<x@y>\r\n.\r\n"],
  ["smuggling with CRLF.NUL CRLF", "a\r\n.\0\r\nMAIL FROM:<x@y>\r\n.\r\n"],
];

describe("the end of the data", () => {
  it.each(TEXTS)("%s, cut at every pair of offsets", (_, text) => {
    for (const policy of ["refuse", "normalise"] as const) {
      const { message, rest, bare } = reference(text, policy, 0);
      for (let i = 0; i <= text.length; i++) {
        for (let j = i; j <= text.length; j++) {
          const scanned = scan(text, [i, j], policy);
          expect({ i, j, rest: scanned.rest, bare: scanned.bare, message: scanned.message }).toEqual({
            i,
            j,
            rest,
            bare,
            message,
          });
        }
      }
    }
  });

  it("agrees with the line-by-line reading on any bytes, however they are cut", () => {
    const bytes = fc
      .array(fc.constantFrom("\r", "\n", "\r\n", ".", ".", "\r\n.", "a", "bc", "\xe9"), { maxLength: 30 })
      .map((a) => a.join(""));
    fc.assert(
      fc.property(
        bytes,
        fc.array(fc.nat(60), { maxLength: 8 }),
        fc.constantFrom<NewlinePolicy>("refuse", "normalise"),
        fc.nat(6),
        (text, cuts, policy, limit) => {
          const whole = `${text}\r\n.\r\n`;
          const expected = reference(whole, policy, limit);
          expect(
            scan(
              whole,
              cuts.map((cut) => cut % (whole.length + 1)),
              policy,
              limit,
            ),
          ).toEqual(expected);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it("does not end without its last LF", () => {
    expect(scan("a\r\n.\r", [])).toMatchObject({ rest: undefined, message: "a\r\n" });
  });
});

describe("8-bit bytes", () => {
  it.each([
    ["a\xe9\r\n.\r\n", true],
    ["abc\r\n.\r\n\xe9", false],
  ])("in %j: %s", (text, expected) => {
    const scanner = new DataScanner("refuse", 0);
    scanner.scan(Buffer.from(text, "latin1"), 0, []);
    expect(scanner.eightBit).toBe(expected);
  });
});
