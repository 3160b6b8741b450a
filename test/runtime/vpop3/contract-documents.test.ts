import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hooksPage, luaAnnotations } from "../../../runtime/vpop3/contract-documents.ts";

const DOCS = join(import.meta.dirname, "../../../docs");

describe("documents made from the contract", () => {
  it.each([
    ["hooks.md", hooksPage],
    ["vpop3.lua", luaAnnotations],
  ])("docs/%s is what the contract says (UPDATE=1 writes it)", (name, make) => {
    const path = join(DOCS, name);
    if (process.env.UPDATE === "1") writeFileSync(path, make());
    expect(readFileSync(path, "utf8")).toBe(make());
  });
});
