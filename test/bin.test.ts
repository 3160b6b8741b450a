/** What `bin/moonpost.js` starts: the bundle, or the sources. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

const ROOT = join(import.meta.dirname, "..");
const SOURCE = "server/cli/main.ts";

/** A package with two command lines that tell which of them it is, in `folder`. */
function packageIn(folder: string): void {
  cpSync(join(ROOT, "bin"), join(folder, "bin"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  for (const [path, name] of [
    [SOURCE, "the sources"],
    ["dist/server/cli/main.js", "the bundle"],
  ] as const) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), `export const main = () => { console.log("${name}"); };`);
  }
  mkdirSync(join(folder, "dist/compiler"));
  writeFileSync(join(folder, "dist/compiler/rules.js"), "");
  writeFileSync(join(folder, "dist/compiler/index.js"), "export function compile() { return 1; }");
  writeFileSync(join(folder, "dist/built-from.json"), JSON.stringify([[SOURCE, statSync(join(folder, SOURCE)).mtimeMs]]));
}

async function started(folder: string, command = "check", code = join(folder, "code")): Promise<string> {
  const env = { ...process.env, NODE_COMPILE_CACHE: code };
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, "bin/moonpost.js"), command], { env });
  return stdout.trimEnd();
}

describe("the command starts the bundle", () => {
  test.each([
    ["while its sources are as they were", "", (): void => {}, "the bundle"],
    [
      "but the sources once one of them has changed",
      "",
      (folder: string) => utimesSync(join(folder, SOURCE), 1, 1),
      "the sources",
    ],
    [
      "but the sources where it was never made",
      "",
      (folder: string) => rmSync(join(folder, "dist"), { recursive: true }),
      "the sources",
    ],
    [
      "wherever it is installed, without sources",
      "node_modules/moonpost",
      (folder: string) => rmSync(join(folder, SOURCE)),
      "the bundle",
    ],
  ])("%s", async (_when, place, happens, expected) => {
    const folder = join(temporaryFolder(), place);
    mkdirSync(folder, { recursive: true });
    packageIn(folder);
    happens(folder);
    expect(await started(folder)).toBe(expected);
  });
});

test("from the third start on V8 has code of all that is loaded, whatever the commands", async () => {
  const folder = temporaryFolder();
  packageIn(folder);
  const code = join(folder, "code");
  const written = (): readonly (readonly [string, number])[] =>
    readdirSync(code, { recursive: true, encoding: "utf8" }).map((path) => [path, statSync(join(code, path)).mtimeMs] as const);
  await started(folder, "check", code);
  const first = written();
  await started(folder, "check", code);
  const second = written();
  expect(second).not.toEqual(first);
  for (const command of ["status", "compile", "check"]) await started(folder, command, code);
  expect(written()).toEqual(second);
});
