import { describe, expect, test } from "vitest";
import { compileReal, compileRealAll, type RealVersion, runReal } from "./oracle.ts";

const VERSIONS: readonly RealVersion[] = ["5.0", "5.1", "5.2"];

describe.each(VERSIONS)("the oracle of Lua %s", (version) => {
  test("is that version", () => {
    expect(runReal(version, "print(_VERSION)").stdout).toMatch(new RegExp(`^Lua ${version.replace(".", "\\.")}`));
  });

  test("passes every byte in both directions", () => {
    const bytes = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join("");
    const quotable = bytes.replace(/[\0\n\r"\\]/g, "");
    expect(runReal(version, `io.write("${quotable}")`).stdout).toBe(quotable);
    expect(runReal(version, "for i = 0, 255 do io.write(string.char(i)) end").stdout).toBe(bytes);
  });

  test("tells the error that ended a run, and what was put out before", () => {
    expect(runReal(version, "print(1, nil) io.stdout:write('x') error('no')")).toEqual({
      stdout: "1\tnil\nx",
      error: "case:1: no",
    });
    expect(runReal(version, "x =", { chunkName: "@a.lua" }).error).toMatch(/^a\.lua:1: unexpected symbol near/);
  });

  test("stops a run without end", () => {
    expect(runReal(version, "while true do end", { instructions: 100_000 }).error).toBe("too many instructions");
  });

  test("stops a run between any two instructions of what it prints", () => {
    for (let instructions = 100; instructions < 160; instructions++) {
      expect(runReal(version, "while true do print(1) end", { instructions }).error).toBe("too many instructions");
    }
  });

  test("takes sources larger than one piece, and many in one state", () => {
    expect(compileReal(version, `x = "${"a".repeat(100_000)}"`)).toBeUndefined();
    const [first, second, third] = compileRealAll(version, ["x = 1", "x =", "y = 2"]);
    expect([first, third]).toEqual(["", ""]);
    expect(second).toMatch(/^case:1: unexpected symbol near/);
  });
});
