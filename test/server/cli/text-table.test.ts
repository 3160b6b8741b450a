import { expect, test } from "vitest";
import { textTable } from "../../../server/cli/text-table.ts";

test("columns are as wide as their longest cells", () => {
  const rows = [
    ["A", "B", "C"],
    ["1", "long cell", "x"],
    ["2", "", "y"],
  ];
  expect(textTable(rows, 0)).toBe("A  B          C\n1  long cell  x\n2             y\n");
});

test("in a narrow terminal the widest column is wrapped at spaces", () => {
  const rows = [
    ["ID", "REASON"],
    ["1", "the relay does not answer at all"],
  ];
  expect(textTable(rows, 20)).toBe("ID  REASON\n1   the relay does\n    not answer at\n    all\n");
});

test("a word longer than its column is cut", () => {
  expect(textTable([["a".repeat(25)]], 10)).toBe(`${"a".repeat(10)}\n${"a".repeat(10)}\n${"a".repeat(5)}\n`);
});

test("control characters do not reach the terminal", () => {
  expect(textTable([["a\x1b[31mb\r\n"]], 0)).toBe("a?[31mb??\n");
});
