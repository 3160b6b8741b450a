import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type CheckOptions, check, RULES } from "../../../compiler/check/index.ts";
import { editDistance, nearestName } from "../../../compiler/check/nearest-name.ts";
import type { Diagnostic } from "../../../compiler/diagnostics.ts";
import { parse } from "../../../compiler/parse/index.ts";
import { CONTRACT, type ScriptKindId } from "../../../runtime/vpop3/contract.ts";
import { checkScript } from "../../../server/scripts/check-script.ts";

/** In a case, `--> code: part of the message or the hint` at the end of a line is a finding expected there. */
interface Expected {
  readonly line: number;
  readonly code: string;
  readonly text: string;
}

const FOLDER = new URL("./cases/", import.meta.url);
const CASES = readdirSync(FOLDER).filter((name) => name.endsWith(".lua"));

function isKind(name: string | undefined): name is ScriptKindId {
  return name !== undefined && Object.hasOwn(CONTRACT, name);
}

function checkText(source: string, options: CheckOptions): Diagnostic[] {
  return check(parse(source, { chunkName: options.file, dialect: options.dialect ?? "vpop3" }), options);
}

function findings(source: string, name: string): Diagnostic[] {
  const [, kind, misplaced] = /^-- kind: (\w+)(?:, misplaced: ([\w.]+))?/.exec(source) ?? [];
  const version = /version: ([\d.]+)/.exec(source.split("\n")[0] ?? "")?.[1];
  return checkText(source, {
    file: name,
    kind: isKind(kind) ? kind : undefined,
    misplaced,
    ...(version === undefined ? {} : { vpop3Version: version }),
  });
}

function expectations(source: string): Expected[] {
  return source.split("\n").flatMap((text, i) =>
    text
      .split(" --> ")
      .slice(1)
      .map((expected) => {
        const [, code = "", part = ""] = /^([a-z-]+)(?:: (.*))?$/.exec(expected) ?? [];
        return { line: i + 1, code, text: part };
      }),
  );
}

describe("check", () => {
  test.each(CASES)("finds in %s what its comments say, and nothing else", (name) => {
    const source = readFileSync(new URL(name, FOLDER), "latin1");
    const found = findings(source, name);
    const expected = expectations(source);
    expect(found.map(({ line, code }) => `${line} ${code}`)).toEqual(expected.map(({ line, code }) => `${line} ${code}`));
    for (const [i, { text }] of expected.entries()) expect(`${found[i]?.message}; ${found[i]?.hint}`).toContain(text);
  });

  test("every rule has a case", () => {
    const codes = CASES.flatMap((name) => expectations(readFileSync(new URL(name, FOLDER), "latin1")).map(({ code }) => code));
    expect(RULES.map((rule) => rule.code).filter((code) => !codes.includes(code))).toEqual([]);
  });

  test("severities can be changed and rules switched off", () => {
    const chunk = parse("print(nope) local a", { chunkName: "a.lua", dialect: "vpop3" });
    const options = { file: "a.lua", kind: undefined };
    expect(check(chunk, options).map((d) => d.severity)).toEqual(["warning", "warning"]);
    const severities = { "undefined-global": "error", "unused-local": "off" } as const;
    expect(check(chunk, { ...options, severities }).map((d) => [d.code, d.severity])).toEqual([["undefined-global", "error"]]);
  });

  test("a syntax error is the only finding, with its own code where it is `=` for `==`", () => {
    const text = { name: "a.lua", file: "a.lua", text: "local a\nif x = 1 then end" };
    expect(checkScript(text, { dialect: "vpop3", vpop3Version: "8.8" })).toMatchObject([
      { code: "assignment-in-condition", severity: "error", line: 2, message: "'then' expected near '='" },
    ]);
  });

  test("a chain of fifty thousand operators is no danger, and a finding is told once a line", () => {
    const source = `return ${Array.from({ length: 50_000 }, () => "a").join(" + ")}`;
    expect(checkText(source, { file: "a.lua", kind: undefined })).toMatchObject([{ code: "undefined-global", column: 8 }]);
  });

  test.each<["5.1" | "vpop3", operator: string]>([
    ["5.1", "+"],
    ["5.1", "or"],
    ["vpop3", "or"],
  ])("nor is one of numbers in a condition: %s, %s", (dialect, operator) => {
    const source = `local x = ${Array.from({ length: 50_000 }, () => "0").join(` ${operator} `)} if x then print() end`;
    const found = checkText(source, { file: "a.lua", kind: undefined, dialect }).map(({ code }) => code);
    expect(found).toContain("zero-is-true");
  });

  test("nor is a variable that is assigned and compared thousands of times", () => {
    const lines = (text: string): string => `${text}\n`.repeat(10_000);
    const source = lines('x = VPOP3.GetSetting("x")') + lines("if x == 1 then print(x) end");
    expect(checkText(source, { file: "a.lua", kind: undefined })).toHaveLength(10_000);
  }, 5000);

  test("outside VPOP3 objects may have operators", () => {
    const source = "local word = P(1) - P(2) local size = #word + 1 if word then print() end if size then print() end";
    const found = (dialect: "5.1" | "vpop3") =>
      checkText(source, { file: "a.lua", kind: undefined, dialect })
        .filter(({ code }) => code === "zero-is-true")
        .map(({ message }) => message.split(" ")[0]);
    expect(found("5.1")).toEqual(["'size'"]);
    expect(found("vpop3")).toEqual(["'word'", "'size'"]);
  });

  test("names outside VPOP3 belong to the dialect", () => {
    const codes = (dialect: "5.0" | "5.1" | "5.2") =>
      checkText("print(bit32, select, gcinfo, VPOP3) os.exit()", { file: "a.lua", kind: undefined, dialect }).map(
        (d) => d.message,
      );
    expect(codes("5.0")).toEqual(["undefined global 'bit32'", "undefined global 'select'", "undefined global 'VPOP3'"]);
    expect(codes("5.1")).toEqual(["undefined global 'bit32'", "undefined global 'VPOP3'"]);
    expect(codes("5.2")).toEqual(["undefined global 'gcinfo'", "undefined global 'VPOP3'"]);
  });
});

describe("the nearest name", () => {
  test.each([
    ["strng", "string"],
    ["DoRcptTo", "DoRCPTTO"],
    ["pritn", "print"],
    ["PRINT", "print"],
    ["PRIMT", undefined],
    ["IPADRESS", "IPAddress"],
    ["x", undefined],
    ["completely", undefined],
  ])("of %s is %s", (name, expected) => {
    expect(nearestName(name, ["string", "DoRCPTTO", "print", "IPAddress", "y12"])).toBe(expected);
  });

  test("counts a swap of neighbours once", () => {
    expect(editDistance("pritn", "print")).toBe(1);
    expect(editDistance("kitten", "sitting")).toBe(3);
  });
});
