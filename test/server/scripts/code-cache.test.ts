import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { doorFor, type Environment } from "../../../runtime/index.ts";
import { codeCachePath, evaluateCached } from "../../../server/scripts/code-cache.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const JAVASCRIPT = "((door) => { return function chunk(env) { return function main() { return 42; }; }; })";
const INFO = { source: "@a.lua", lastPlace: 1, lineTable: [], functions: {} };

let path: string;
beforeEach(async () => {
  path = codeCachePath(join(temporaryFolder(), "a.js"));
});

/** What the script gives. */
async function run(javascript = JAVASCRIPT): Promise<unknown> {
  const factory = evaluateCached(javascript, javascript, "moonpost:a.lua", path);
  const chunk = factory(doorFor("moonpost:a.lua", INFO, { dialect: "vpop3" }));
  return chunk({} as Environment)(); // this one looks at no environment
}

test("a cache is written once and stays while it is of use", async () => {
  expect(await run()).toBe(42);
  const written = await readFile(path);
  expect(await run()).toBe(42);
  expect(await readFile(path)).toEqual(written);
});

test.each([
  ["is empty", () => Buffer.alloc(0)],
  ["was cut", (cache: Buffer) => cache.subarray(0, cache.length - 1)],
  ["has a wrong byte", (cache: Buffer) => Buffer.from(cache.map((byte, i) => (i === cache.length - 1 ? byte ^ 1 : byte)))],
])("a cache that %s is made anew", async (_, damaged) => {
  await run();
  const written = await readFile(path);
  await writeFile(path, damaged(written));
  expect(await run()).toBe(42);
  expect((await readFile(path)).length).toBe(written.length);
});

test.each(["4200", "43"])("a cache of another text is not taken for this one's (%s for 42)", async (other) => {
  await run();
  const before = await readFile(path);
  expect(await run(JAVASCRIPT.replace("42", other))).toBe(Number(other));
  expect(await readFile(path)).not.toEqual(before);
});

test("a script is loaded where nothing can be written", async () => {
  const folder = join(path, "..");
  await rm(folder, { recursive: true });
  expect(await run()).toBe(42);
  await expect(readdir(folder)).rejects.toThrow("ENOENT");
});

test("nothing is left behind where the cache cannot get its name", async () => {
  await mkdir(path); // a folder has it
  expect(await run()).toBe(42);
  expect(await readdir(join(path, ".."))).toEqual([basename(path)]);
});
