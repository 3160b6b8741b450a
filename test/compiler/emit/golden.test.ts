import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compile } from "../../../compiler/index.ts";

const ROOT = join(import.meta.dirname, "../../..");
const FOLDER = join(ROOT, "test/golden");
/** `UPDATE_GOLDEN=1 npx vitest run test/compiler/emit` writes what comes out now; read the diff. */
const UPDATE = process.env.UPDATE_GOLDEN === "1";

const CASES = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, "input.lua")));

async function typescriptOf(name: string): Promise<string> {
  const source = readFileSync(join(FOLDER, name, "input.lua"), "latin1");
  const result = await compile(source, { fileName: `${name}.lua`, dialect: "vpop3" });
  if (result.kind === "refused") throw new Error(result.diagnostics.map((diagnostic) => diagnostic.message).join("\n"));
  return result.typescript;
}

describe("a script becomes the TypeScript that its golden file shows", () => {
  test.each(CASES)("%s", async (name) => {
    const file = join(FOLDER, name, "expected.ts");
    const typescript = await typescriptOf(name);
    if (UPDATE) writeFileSync(file, typescript);
    expect(typescript).toBe(readFileSync(file, "utf8"));
  });
});

test("all golden modules pass tsc --strict", () => {
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  let output = "";
  try {
    output = execFileSync(process.execPath, [tsc, "-p", FOLDER, "--noEmit"], { cwd: ROOT, encoding: "utf8" });
  } catch (error) {
    output = error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
  }
  // What is wrong in the runtime itself is for the check of types to say.
  expect(output.split("\n").filter((line) => line.startsWith("test/golden/"))).toEqual([]);
});

test("the same script gives the same bytes", async () => {
  for (const name of CASES) expect(await typescriptOf(name)).toBe(await typescriptOf(name));
});

test("each Lua line of a statement stands as a comment in its module, once", async () => {
  const typescript = await typescriptOf("mail-rule");
  const lines = readFileSync(join(FOLDER, "mail-rule/input.lua"), "utf8").split("\n");
  for (const [i, line] of lines.entries()) {
    const text = line.trim();
    if (text === "" || text === "end" || text.startsWith("else")) continue;
    expect(typescript.split(`// ${i + 1}: ${text}\n`).length - 1, `line ${i + 1}: ${text}`).toBe(1);
  }
});
