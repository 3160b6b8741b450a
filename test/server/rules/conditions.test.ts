import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ConfigInput, configSchema } from "../../../server/config.ts";
import { isInRange, matches, matchesWildcards, stageOf } from "../../../server/rules/conditions.ts";
import type { RuleFacts } from "../../../server/rules/rule-facts.ts";

type RuleInput = NonNullable<ConfigInput["rules"]>[number];

function rule(input: Partial<RuleInput>) {
  const [parsed] = configSchema.parse({ rules: [{ name: "r", action: "reject", ...input }] }).rules;
  if (parsed === undefined) throw new Error("no rule");
  return parsed;
}

const FACTS: RuleFacts = {
  stage: 3,
  mailFrom: "Ann@Example.org",
  recipients: ["b@example.net", "c@example.net"],
  clientAddress: "192.0.2.7",
  helo: "mail.example.org",
  authenticatedUser: "",
  spf: "softfail",
  blockLists: ["bl.test"],
  sizeBytes: 1000,
  message: {
    from: "ann@example.org",
    fromName: "Ann",
    subject: "Hello World",
    bccRecipients: [],
    headerLines: [],
    values: (name) => (name.toLowerCase() === "x-test" ? ["one", "two"] : []),
  },
};

describe("a condition", () => {
  it.each([
    [{ field: "sender", value: "ann@example.ORG" }, true],
    [{ field: "sender", test: "endsWith", value: "@example.com" }, false],
    [{ field: "sender", test: "endsWith", value: "@example.com", not: true }, true],
    [{ field: "recipient", value: "c@example.net" }, true],
    [{ field: "clientAddress", test: "inRange", value: "192.0.2.0/24" }, true],
    [{ field: "clientAddress", test: "inRange", value: "2001:db8::/32" }, false],
    [{ field: "helo", test: "startsWith", value: "mail." }, true],
    [{ field: "header", header: "X-Test", value: "two" }, true],
    [{ field: "header", header: "X-None", test: "exists" }, false],
    [{ field: "subject", test: "matches", value: "h*o w?rld" }, true],
    [{ field: "subject", test: "contains", value: "lo wo" }, true],
    [{ field: "size", test: "above", value: "999" }, true],
    [{ field: "size", test: "below", value: "1000" }, false],
    [{ field: "authenticatedUser", test: "exists" }, false],
    [{ field: "spf", value: "SoftFail" }, true],
    [{ field: "rbl", test: "exists" }, true],
  ] as const)("%j: %s", (condition, expected) => {
    expect(matches(rule({ conditions: [condition] }), FACTS)).toBe(expected);
  });

  it("on the recipient is about the one just named at stage 2", () => {
    const about = rule({ conditions: [{ field: "recipient", value: "b@example.net" }] });
    expect(matches(about, { ...FACTS, stage: 2 })).toBe(false);
  });
});

describe("a rule", () => {
  const yes = { field: "spf", value: "softfail" } as const;
  const no = { field: "spf", value: "pass" } as const;
  it.each([
    ["all", [yes, no], false],
    ["any", [yes, no], true],
    ["all", [], true],
    ["any", [], true],
  ] as const)("matching %s of %j: %s", (match, conditions, expected) => {
    expect(matches(rule({ match, conditions: [...conditions] }), FACTS)).toBe(expected);
  });

  it.each([
    [[], "auto", 1],
    [[{ field: "sender" }], "auto", 1],
    [[{ field: "sender" }, { field: "recipient" }], "auto", 2],
    [[{ field: "subject" }, { field: "recipient" }], "auto", 3],
    [[{ field: "sender" }], "data", 3],
  ] as const)("on %j with stage %s is tried at stage %s", (conditions, stage, expected) => {
    expect(stageOf(rule({ conditions: [...conditions], stage }))).toBe(expected);
  });
});

describe("wildcards", () => {
  it("mean the same as the regular expression", () => {
    const text = fc.array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 12 }).map((a) => a.join(""));
    fc.assert(
      fc.property(text, text, (value, pattern) => {
        const expression = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
        expect(matchesWildcards(value, pattern)).toBe(expression.test(value));
      }),
      { numRuns: 3000 },
    );
  });
  it("take no exponential time", () => {
    const begin = performance.now();
    expect(matchesWildcards("a".repeat(5000), `${"*a".repeat(50)}b`)).toBe(false);
    expect(performance.now() - begin).toBeLessThan(500);
  });
});

describe("ranges", () => {
  it.each([
    ["10.1.2.3", "10.0.0.0/8", true],
    ["10.1.2.3", "10.1.2.3", true],
    ["11.1.2.3", "10.0.0.0/8", false],
    ["2001:db8::1", "2001:db8::/32", true],
    ["10.1.2.3", "10.0.0.0/33", false],
    ["10.1.2.3", "ten", false],
    ["", "0.0.0.0/0", false],
  ])("%s in %s: %s", (address, range, expected) => {
    expect(isInRange(address, range)).toBe(expected);
  });
});
