import { describe, expect, it } from "vitest";
import { fieldValue, headerEnd, headerFields, leadingHeader } from "../../../server/message/header-fields.ts";
import { modifyHeader } from "../../../server/message/header-modifiers.ts";

const HEADER = "Received: a\r\nReceived: b\r\nSubject: Hello\r\n world\r\nX-Spam: yes\r\n\r\n";

interface Case {
  readonly title: string;
  readonly modifiers: readonly string[];
  readonly lines?: readonly string[];
  readonly mailbox?: string;
  readonly expected: string;
}

const CASES: readonly Case[] = [
  {
    title: "replaces a field in its place, whatever its case",
    modifiers: ["subject: Hi"],
    expected: "Received: a\r\nReceived: b\r\nsubject: Hi\r\nX-Spam: yes\r\n\r\n",
  },
  { title: "puts a new field at the end", modifiers: ["X-New: 1"], expected: `${HEADER.slice(0, -2)}X-New: 1\r\n\r\n` },
  {
    title: "removes a field whose value is empty",
    modifiers: ["X-Spam:"],
    expected: "Received: a\r\nReceived: b\r\nSubject: Hello\r\n world\r\n\r\n",
  },
  { title: "adds at the start with -", modifiers: ["-Received: c"], expected: `Received: c\r\n${HEADER}` },
  {
    title: "adds at the end with + and keeps the old one",
    modifiers: ["+X-Spam: no"],
    expected: `${HEADER.slice(0, -2)}X-Spam: no\r\n\r\n`,
  },
  { title: "leaves out a modifier for a mailbox in mail that leaves", modifiers: ["{fred}X-For: fred"], expected: HEADER },
  {
    title: "applies a modifier for a mailbox in that mailbox",
    modifiers: ["+{Fred}X-For: fred"],
    mailbox: "fred",
    expected: `${HEADER.slice(0, -2)}X-For: fred\r\n\r\n`,
  },
  {
    title: "removes with # only if the value matches",
    modifiers: ["#X-Spam: ^y", "#Subject: ^x"],
    expected: "Received: a\r\nReceived: b\r\nSubject: Hello\r\n world\r\n\r\n",
  },
  {
    title: "matches # against the unfolded value",
    modifiers: ["#Subject: ^Hello world$"],
    expected: "Received: a\r\nReceived: b\r\nX-Spam: yes\r\n\r\n",
  },
  {
    title: "lets no second field through",
    modifiers: ["X-A: 1\r\nBcc: spy@example.com"],
    expected: `${HEADER.slice(0, -2)}X-A: 1 Bcc: spy@example.com\r\n\r\n`,
  },
  {
    title: "lets no line end the header",
    modifiers: ["X-A: 1\r\n\r\nbody", "X-B: 2\nX-C: 3\r"],
    expected: `${HEADER.slice(0, -2)}X-A: 1  body\r\nX-B: 2 X-C: 3\r\n\r\n`,
  },
  { title: "keeps folding", modifiers: ["X-A: 1\n\t2"], expected: `${HEADER.slice(0, -2)}X-A: 1\r\n\t2\r\n\r\n` },
  {
    title: "treats __proto__ as a field name",
    modifiers: ["__proto__: 1", "__PROTO__: 2"],
    expected: `${HEADER.slice(0, -2)}__PROTO__: 2\r\n\r\n`,
  },
  {
    title: "puts added lines in front",
    modifiers: [],
    lines: ["Received: here\r\n\tfor you", "X-First: 1"],
    expected: `Received: here\r\n\tfor you\r\nX-First: 1\r\n${HEADER}`,
  },
];

describe("header modifiers", () => {
  it.each(CASES)("$title", ({ modifiers, lines, mailbox, expected }) => {
    const result = modifyHeader(Buffer.from(HEADER), lines ?? [], modifiers, mailbox);
    expect(result.header.toString("latin1")).toBe(expected);
    expect(result.refused).toEqual([]);
  });

  it("reports a modifier without a name and applies the others", () => {
    const result = modifyHeader(Buffer.from(HEADER), [], ["no colon", "X-A: 1"]);
    expect(result.header.toString()).toContain("X-A: 1\r\n\r\n");
    expect(result.refused).toEqual([expect.stringContaining('"no colon"')]);
  });

  it("gives up on a regular expression that runs too long", () => {
    const header = Buffer.from(`X-A: ${"a".repeat(40)}b\r\n\r\n`);
    const result = modifyHeader(header, [], ["#X-A: ^(a+)+$"]);
    expect(result.header).toEqual(header);
    expect(result.refused).toHaveLength(1);
  });

  it("takes a thousand lines and modifiers, and tells little of what it leaves out", () => {
    const many = (line: (i: number) => string): string[] => Array.from({ length: 100_000 }, (_, i) => line(i));
    const lines = many((i) => `no field ${i} ${"x".repeat(500)}`);
    const modifiers = many((i) => `+X-${i}: ${i}`);
    const began = performance.now();
    const result = modifyHeader(Buffer.from(HEADER), lines, modifiers);
    expect(performance.now() - began, "milliseconds").toBeLessThan(5000); // it took minutes
    expect(result.header.toString()).toContain("X-999: 999\r\n\r\n");
    expect(result.refused.join("").length).toBeLessThan(10_000);
    expect(result.refused.at(-1)).toBe("198000 header lines and modifiers ignored: a message takes 1000 of each");
  });

  it("bounds the time of all regular expressions together", () => {
    const header = Buffer.from(`X-A: ${"a".repeat(40)}b\r\n`.repeat(100));
    const began = performance.now();
    modifyHeader(
      header,
      [],
      Array.from({ length: 100 }, () => "#X-A: ^(a+)+$"),
    );
    expect(performance.now() - began, "milliseconds").toBeLessThan(5000);
  });

  it("reads many line ends in linear time", () => {
    const began = performance.now();
    modifyHeader(Buffer.from(HEADER), [`X-A: ${"\n".repeat(200_000)}1`], [`X-B: ${"\n".repeat(200_000)}1`]);
    expect(performance.now() - began, "milliseconds").toBeLessThan(5000);
  });

  it("ends the header only if it had ended", () => {
    expect(modifyHeader(Buffer.alloc(0), ["X-A: 1"], []).header.toString()).toBe("X-A: 1\r\n");
    expect(modifyHeader(Buffer.from("\r\n"), ["X-A: 1"], []).header.toString()).toBe("X-A: 1\r\n\r\n");
    expect(modifyHeader(Buffer.from("A: 1\r\n"), [], ["X-A: 1"]).header.toString()).toBe("A: 1\r\nX-A: 1\r\n");
  });
});

describe("header fields", () => {
  it("finds the end of the header", () => {
    expect(headerEnd(Buffer.from("A: 1\r\n\r\nbody"))).toBe(8);
    expect(headerEnd(Buffer.from("\r\nbody"))).toBe(2);
    expect(headerEnd(Buffer.from("A: 1\r\n"))).toBe(6);
  });

  it("cuts a header that is too long between two fields", () => {
    const cut = (text: string, whole = false) => leadingHeader(Buffer.from(text), whole).toString();
    expect(cut("A: 1\r\nB: 2\r\n\r\nbody")).toBe("A: 1\r\nB: 2\r\n\r\n");
    expect(cut("A: 1\r\nB: 2\r\n folded\r\n fol")).toBe("A: 1\r\n");
    expect(cut("A: 1\r\nB: 2\r\n")).toBe("A: 1\r\n");
    expect(cut("A: 1")).toBe("");
    expect(cut("A: 1\r\n", true)).toBe("A: 1\r\n");
  });

  it("keeps every byte, a line that is no field too", () => {
    const header = "From x\r\nA : 1\r\n\t2\r\nno field\r\n";
    const fields = headerFields(Buffer.from(header));
    expect(fields.map((field) => field.raw).join("")).toBe(header);
    expect(fields.map((field) => field.name)).toEqual(["", "A", ""]);
    expect(fields.map(fieldValue)).toEqual(["From x", "1\t2", "no field"]);
  });
});
