import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeXtext, parsePath, parsePathArgument } from "../../../server/smtp/path.ts";

describe("the argument of MAIL and RCPT", () => {
  it.each([
    ["FROM:<a@example.org>", "a@example.org", "example.org", {}],
    ["from: <a@example.org> SIZE=10 body=8BITMIME", "a@example.org", "example.org", { SIZE: "10", BODY: "8BITMIME" }],
    ["FROM:<>", "", "", {}],
    ["FROM:<@x,@y:a@example.org>", "a@example.org", "example.org", {}],
    ['FROM:<"a b@c>"@example.org> X', '"a b@c>"@example.org', "example.org", { X: "" }],
    ['FROM:<"\\"@"@[192.0.2.1]>', '"\\"@"@[192.0.2.1]', "[192.0.2.1]", {}],
    ["FROM:<a@[IPv6:2001:db8::1]>", "a@[IPv6:2001:db8::1]", "[IPv6:2001:db8::1]", {}],
    ["FROM:a@example.org SIZE=1", "a@example.org", "example.org", { SIZE: "1" }],
    ["FROM:<a%b!c@example.org>", "a%b!c@example.org", "example.org", {}],
    ["FROM:<a=b@example.org> ENVID=a=b", "a=b@example.org", "example.org", { ENVID: "a=b" }],
  ])("%s", (argument, address, domain, parameters) => {
    const parsed = parsePathArgument("FROM", argument);
    if ("problem" in parsed) throw new Error(parsed.problem);
    expect([parsed.path.address, parsed.path.domain, Object.fromEntries(parsed.parameters)]).toEqual([
      address,
      domain,
      parameters,
    ]);
  });

  it.each([
    "",
    "FROM",
    "FROM<a@b>",
    "TO:<a@b>",
    "FROM:",
    "FROM:<a>",
    "FROM:<a@>",
    "FROM:<@b>",
    "FROM:<@b:>",
    "FROM:<@b a@c>",
    "FROM:<a@b",
    "FROM:<a@b>>",
    "FROM:<a@b>SIZE=1",
    "FROM:<<a@b>>",
    'FROM:<"a@b>',
    'FROM:<a"b"@c>',
    "FROM:<a b@c>",
    "FROM:<a@b c>",
    "FROM:<a@b..c>",
    "FROM:<a@.b>",
    "FROM:<a@b.>",
    "FROM:<a@b_>x",
    "FROM:<a@[1.2.3]>",
    "FROM:<a@[1.2.3.4>",
    "FROM:<a@[IPv6:zz]>",
    `FROM:<${"a".repeat(250)}@b.example>`,
    `FROM:<a@${"b".repeat(64)}.example>`,
    `FROM:<${"@a,".repeat(100)}@a:u@b.example>`,
    "FROM:<\xff\xfe@b.example>",
    "FROM:<a@\xc3.example>",
    "FROM:<a@b> =1",
    "FROM:<a@b> X=1 x=2",
    "FROM:<a@b> X= Y",
  ])("%s is refused", (argument) => {
    expect(parsePathArgument("FROM", argument)).toHaveProperty("problem");
  });

  it("gives the whole of what follows the colon", () => {
    const parsed = parsePathArgument("TO", "TO: <a@b.c>  NOTIFY=NEVER ");
    expect("data" in parsed && parsed.data).toBe(" <a@b.c>  NOTIFY=NEVER ");
  });

  it("is read in linear time, whatever it is", () => {
    const pieces = fc.constantFrom("<", ">", '"', "\\", "@", ":", ",", ".", "a", " ", "=", "[", "]", "-", "_");
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 4 }), (unit) => {
        const begin = performance.now();
        parsePathArgument("TO", `TO:<${unit.join("").repeat(2000)}`);
        parsePathArgument("TO", `TO:${unit.join("").repeat(2000)}>`);
        expect(performance.now() - begin).toBeLessThan(200);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a hostile address of a million bytes", () => {
  const long = (part: string) => part.repeat(1_000_000 / part.length);
  it.each([
    ["a source route", `<@${long("a.example,@")}b.example:ann@here.test>`],
    ["commas", `<@${long(",")}>`],
    ["at signs", `<${long("@")}>`],
    ["open quotes", `<${long('"')}ann@here.test>`],
    ["escapes", `<"${long("\\")}"@here.test>`],
    ["open comments", `<${long("(")}ann@here.test>`],
    ["percent hacks", `<${long("%a")}@here.test>`],
    ["dots", `<ann@${long(".")}>`],
    ["labels", `<ann@${long("a-.")}>`],
    ["spaces", `${long(" ")}<ann@here.test>`],
    ["brackets", long("<")],
    ["parameters", `<ann@here.test>${long(" A=")}`],
    ["spaces behind it", `<ann@here.test>${long(" ")}x`],
  ])("of %s takes linear time", (_, text) => {
    const began = performance.now();
    parsePathArgument("TO", `TO:${text}`);
    // Linear takes some milliseconds; quadratic would take minutes.
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe("a path", () => {
  it("postmaster needs no domain as a recipient, and only there", () => {
    expect(parsePath("<PostMaster>", false)).toEqual({ address: "PostMaster", localPart: "PostMaster", domain: "" });
    expect(parsePath("<postmaster>", true)).toHaveProperty("problem");
  });
  it("is never null for a recipient", () => {
    expect(parsePath("<>", false)).toHaveProperty("problem");
  });
});

describe("xtext", () => {
  it.each([
    ["abc", "abc"],
    ["a+2Bb+3D", "a+b="],
    ["a+2bb", "a+bb".replace("+bb", "+b")],
    ["+0D+0A", undefined],
    ["+00", undefined],
    ["a+2", undefined],
    ["a b", undefined],
    ["a=b", undefined],
  ])("%s is %s", (text, expected) => {
    expect(decodeXtext(text)).toBe(expected);
  });
});
