import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";
import { beforeEach, expect, test } from "vitest";
import { prepareArtefact, readManifest, switchTo } from "../../../server/scripts/artefact.ts";
import { compilationKey, compiledBefore, compilerIdentity, noteCompiled } from "../../../server/scripts/compiled-folder.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const ABOUT = { dialect: "vpop3", compiler: "1.0.0", runtime: "1.0.0" } as const;
const SCRIPTS = [{ name: "a.lua", file: "A.lua", text: "x = '\xe9'" }];
const OPTIONS = { dialect: "vpop3", severities: {} };

let folder: string;
let logged: string[];
beforeEach(async () => {
  folder = temporaryFolder();
  logged = [];
});

/** Serves what the scripts become; true if they were compiled. */
async function start(scripts = SCRIPTS, options: unknown = OPTIONS): Promise<boolean> {
  const key = compilationKey(scripts, compilerIdentity(options));
  const before = compiledBefore(folder, key);
  const compiled = before ?? { manifest: await compile(scripts), warnings: ["a.lua:1:1: doubtful"] };
  expect(compiled.warnings).toEqual(["a.lua:1:1: doubtful"]);
  expect(compiled.manifest.scripts.map(({ file }) => file)).toEqual(scripts.map(({ file }) => file));
  await switchTo(folder, compiled.manifest);
  if (before === undefined) await noteCompiled(folder, key, compiled, pino({}, { write: (line) => void logged.push(line) }));
  return before === undefined;
}

function compile(scripts: typeof SCRIPTS) {
  const described = scripts.map(({ name, file, text }) => {
    const contents = { lua: text, typescript: "", javascript: `/* ${text} */`, sourceMap: "{}", info: "[]" };
    return { name, file, kind: "", hooks: [], contents };
  });
  return prepareArtefact(folder, described, ABOUT);
}

test("the same scripts are compiled once, and their warnings told each time", async () => {
  expect(await start()).toBe(true);
  expect(await start()).toBe(false);
  expect(await start()).toBe(false);
});

test.each<[string, typeof SCRIPTS, unknown]>([
  ["text", [{ name: "a.lua", file: "A.lua", text: "x = '\xe8'" }], OPTIONS],
  ["name", [{ name: "b.lua", file: "b.lua", text: "x = '\xe9'" }], OPTIONS],
  ["script more", [...SCRIPTS, { name: "b.lua", file: "b.lua", text: "" }], OPTIONS],
  ["severity", SCRIPTS, { ...OPTIONS, severities: { shadowing: "error" } }],
])("another %s is compiled", async (_, scripts, options) => {
  await start();
  expect(await start(scripts, options)).toBe(true);
  expect(await start(scripts, options)).toBe(false);
});

test.each<[string, (path: string) => Promise<void>]>([
  ["is missing", (path) => rm(path)],
  ["was changed", (path) => writeFile(path, "/* x */")],
  ["was changed and is as long as before", async (path) => writeFile(path, (await readFile(path, "utf8")).replaceAll("*", "+"))],
])("scripts are compiled again where a file of them %s", async (_, harm) => {
  await start();
  await harm(join(folder, readManifest(folder).scripts[0]?.files.javascript.path ?? ""));
  expect(await start()).toBe(true);
  expect(await start()).toBe(false);
});

test.each(["", "{", "null", '{"key":1}', '{"key":"x","version":"../../x","warnings":[]}'])(
  "a damaged note (%j) is none",
  async (text) => {
    await start();
    await writeFile(join(folder, "compiled.json"), text);
    expect(await start()).toBe(true);
    expect(await start()).toBe(false);
  },
);

test("a note that cannot be written is told in the log, and the scripts are served", async () => {
  await mkdir(join(folder, "compiled.json"), { recursive: true });
  expect(await start()).toBe(true);
  expect(logged).toEqual([
    expect.stringMatching(/can't write .*compiled\.json: EISDIR; the next start compiles the scripts again/),
  ]);
  expect((await readdir(folder)).filter((name) => name.endsWith(".new"))).toEqual([]);
});
