import { describe, expect, test } from "vitest";
import { codeFrame, linesOfText } from "../../compiler/code-frame.ts";
import { formatJson, formatSarif, formatText, summary } from "../../compiler/diagnostic-formats.ts";
import { type Diagnostic, diagnosticAt, sortDiagnostics, syntaxDiagnostic } from "../../compiler/diagnostics.ts";
import { LuaSyntaxError, parse } from "../../compiler/parse/index.ts";

function refusal(source: string): Diagnostic {
  try {
    parse(source, { chunkName: "a.lua", dialect: "vpop3" });
  } catch (error) {
    if (error instanceof LuaSyntaxError) return syntaxDiagnostic(error, "a.lua");
    throw error;
  }
  throw new Error(`accepted: ${source}`);
}

const utf8 = (text: string) => Buffer.from(text, "utf8").toString("latin1");

describe("a syntax error as a diagnostic", () => {
  test("marks the token that Lua stumbled over", () => {
    const d = refusal("local x\n\tif x = 1 then\nend\n");
    expect(d).toMatchObject({ code: "assignment-in-condition", line: 2, column: 7, endLine: 2, endColumn: 8 });
    expect(codeFrame(linesOfText("local x\n\tif x = 1 then\nend\n"), d, { ansi: false })).toBe(
      "  1 | local x\n> 2 |     if x = 1 then\n    |          ^\n  3 | end",
    );
  });

  test("counts columns in characters, not bytes", () => {
    const source = utf8("x = 'Grüße' y");
    const d = refusal(source);
    expect(d.column).toBe([..."x = 'Grüße' y"].length + 1);
    expect(codeFrame(linesOfText(source), d, { ansi: false })).toContain("Grüße");
  });

  test("points at Lua's line for a long string that is not closed, and says where it begins", () => {
    expect(refusal("x = [[\na\nb")).toMatchObject({ line: 3, hint: "it begins at line 1" });
  });

  test.each([
    ["if a != b then end", "Lua writes `~=`"],
    ["if a && b then end", "Lua writes `and`"],
    ["if a || b then end", "Lua writes `or`"],
    ["x += 1", "compound assignment"],
    ["x++", "no `++`"],
    ["// hello", "comments begin with `--`"],
    ["if a then x() else if b then y() end", "write `elseif`"],
    ["repeat until x = 1", "compare with `==`"],
    ["while x = 1 do end", "compare with `==`"],
    ["break", "only leaves"],
    ["x = 'a", "close the string"],
    ["x = '\\999'", "write `\\\\` for a backslash"],
    ["function f() end end", "closes nothing"],
    ["do\nx()\n", "has no end"],
  ])("has a way out for %j", (source, hint) => {
    expect(refusal(source).hint).toContain(hint);
  });
});

describe("formats", () => {
  const source = "print(1)\nprint(2)\n";
  const diagnostics = [
    diagnosticAt("b c.lua", source, { start: 9, end: 14 }, { code: "one", severity: "warning", message: "first", hint: "do it" }),
    diagnosticAt("a.lua", source, { start: 0, end: 5 }, { code: "two", severity: "error", message: "second" }),
  ];

  test("sorts by file, position and severity", () => {
    expect(sortDiagnostics(diagnostics).map((d) => d.code)).toEqual(["two", "one"]);
  });

  test("text has position, code, frame and hint", () => {
    const text = formatText(diagnostics, { ansi: false, sources: new Map([["b c.lua", source]]) });
    expect(text).toBe(
      "a.lua:1:1: error: second [two]\n\nb c.lua:2:1: warning: first [one]\n  1 | print(1)\n> 2 | print(2)\n    | ^^^^^\n  3 |\n  hint: do it",
    );
    expect(formatText(diagnostics, { ansi: true, sources: new Map() })).toContain("\x1b[31;1merror:\x1b[0m");
    expect(summary(diagnostics)).toBe("1 error, 1 warning");
  });

  test("JSON holds every field", () => {
    expect(JSON.parse(formatJson(diagnostics))[1]).toEqual({
      code: "one",
      severity: "warning",
      message: "first",
      file: "b c.lua",
      line: 2,
      column: 1,
      endLine: 2,
      endColumn: 6,
      hint: "do it",
    });
  });

  test("SARIF names the rule, the level and the region", () => {
    const log = JSON.parse(formatSarif(diagnostics, { version: "1.2.3", rules: [] }));
    expect(log.version).toBe("2.1.0");
    const [run] = log.runs;
    expect(run.tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual(["two", "one"]);
    expect(run.results[1]).toMatchObject({
      ruleId: "one",
      ruleIndex: 1,
      level: "warning",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "b%20c.lua" },
            region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 6 },
          },
        },
      ],
    });
  });

  test.each([
    ["scripts/smtpsvr.lua", "scripts/smtpsvr.lua"],
    ["/srv/mail scripts/smtpsvr.lua", "file:///srv/mail%20scripts/smtpsvr.lua"],
    ["C:\\vpop3\\smtpsvr.lua", "file:///C:/vpop3/smtpsvr.lua"],
  ])("SARIF has the file %s as %s", (file, uri) => {
    const [one] = diagnostics;
    const log = JSON.parse(formatSarif(one === undefined ? [] : [{ ...one, file }], { version: "1", rules: [] }));
    expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });

  test.each(["if not (x = 1) then end", "if (x = 1) or y then end", "while (a and b = 2) do end"])(
    "an assignment in the parentheses of a condition is one, too: %s",
    (source) => {
      expect(refusal(source)).toMatchObject({ code: "assignment-in-condition" });
    },
  );
});
