import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";
import { beforeEach, expect, test } from "vitest";
import { prepareArtefact, readManifest, switchTo } from "../../../server/scripts/artefact.ts";
import { compilationKey, compiledBefore, compilerIdentity, noteCompiled } from "../../../server/scripts/compiled-folder.ts";
import type { ScriptSet } from "../../../server/scripts/script-source.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { scriptSet } from "../smtp/script-fixture.ts";

const ABOUT = { dialect: "vpop3", compiler: "1.0.0", runtime: "1.0.0" } as const;
const SCRIPTS = [{ name: "a.lua", file: "A.lua", text: "x = '\xe9'" }];
const OPTIONS = { dialect: "vpop3", severities: {} };

function raise(name: string): never {
  throw new Error(`no ${name}`);
}

let folder: string;
let logged: string[];
beforeEach(async () => {
  folder = temporaryFolder();
  logged = [];
});

/** Serves what the scripts become; gives the names of those that were compiled. */
async function start(scripts = SCRIPTS, options: unknown = OPTIONS, loaded?: ScriptSet): Promise<readonly string[]> {
  const compiler = compilerIdentity(options);
  const keys = new Map(scripts.map((script) => [script.name, compilationKey(script, compiler)]));
  const kept = compiledBefore(folder, keys, loaded);
  const manifest = await prepareArtefact(
    folder,
    scripts.map((script) => kept.get(script.name)?.script ?? compiled(script)),
    ABOUT,
  );
  expect(manifest.scripts.map(({ file }) => file)).toEqual(scripts.map(({ file }) => file));
  for (const { name } of scripts) expect(kept.get(name)?.warnings ?? warningsOf(name)).toEqual(warningsOf(name));
  await switchTo(folder, manifest);
  const rows = scripts.map(({ name }) => ({ name, key: keys.get(name) ?? "", warnings: warningsOf(name) }));
  await noteCompiled(folder, manifest.version, rows, pino({}, { write: (line) => void logged.push(line) }));
  return scripts.map(({ name }) => name).filter((name) => !kept.has(name));
}

function warningsOf(name: string): readonly string[] {
  return [`${name}:1:1: doubtful`];
}

function compiled({ name, file, text }: (typeof SCRIPTS)[number]) {
  const contents = { lua: text, typescript: "", javascript: `/* ${text} */`, sourceMap: "{}", info: "[]" };
  return { name, file, kind: "", hooks: [], contents };
}

test("the same scripts are compiled once, and their warnings told each time", async () => {
  expect(await start()).toEqual(["a.lua"]);
  expect(await start()).toEqual([]);
  expect(await start()).toEqual([]);
});

const OTHER = { name: "b.lua", file: "b.lua", text: "" };

test("only what has changed is compiled", async () => {
  expect(await start([...SCRIPTS, OTHER])).toEqual(["a.lua", "b.lua"]);
  expect(await start([...SCRIPTS, { ...OTHER, text: "y = 1" }])).toEqual(["b.lua"]);
  expect(await start([OTHER])).toEqual(["b.lua"]);
  expect(await start([OTHER])).toEqual([]);
});

test.each<[string, typeof SCRIPTS, unknown, readonly string[]]>([
  ["text", [{ name: "a.lua", file: "A.lua", text: "x = '\xe8'" }], OPTIONS, ["a.lua"]],
  ["spelling", [{ name: "a.lua", file: "a.lua", text: "x = '\xe9'" }], OPTIONS, ["a.lua"]],
  ["name", [{ name: "b.lua", file: "b.lua", text: "x = '\xe9'" }], OPTIONS, ["b.lua"]],
  ["script more", [...SCRIPTS, OTHER], OPTIONS, ["b.lua"]],
  ["severity", SCRIPTS, { ...OPTIONS, severities: { shadowing: "error" } }, ["a.lua"]],
])("another %s is compiled", async (_, scripts, options, names) => {
  await start();
  expect(await start(scripts, options)).toEqual(names);
  expect(await start(scripts, options)).toEqual([]);
});

test.each<[string, (path: string) => Promise<void>]>([
  ["is missing", (path) => rm(path)],
  ["was changed", (path) => writeFile(path, "/* x */")],
  ["was changed and is as long as before", async (path) => writeFile(path, (await readFile(path, "utf8")).replaceAll("*", "+"))],
])("scripts are compiled again where a file of them %s", async (_, harm) => {
  await start();
  await harm(join(folder, readManifest(folder).scripts[0]?.files.javascript.path ?? ""));
  expect(await start()).toEqual(["a.lua"]);
  expect(await start()).toEqual([]);
});

test("files of scripts that are loaded are not looked at", async () => {
  await start();
  const [script] = readManifest(folder).scripts;
  await rm(join(folder, script?.files.javascript.path ?? ""));
  const { version = "" } = script ?? {};
  const loaded = scriptSet({ "A.lua": "" });
  const set = { ...loaded, find: (name: string) => ({ ...(loaded.find(name) ?? raise(name)), version }) };
  expect(await start(SCRIPTS, OPTIONS, set)).toEqual([]);
});

test.each([
  "",
  "{",
  "null",
  '{"key":1}',
  '{"version":"../../x","scripts":[]}',
  '{"version":"0123456789ab","scripts":[{"name":"a.lua","key":1,"warnings":[]}]}',
])("a damaged note (%j) is none", async (text) => {
  await start();
  await writeFile(join(folder, "compiled.json"), text);
  expect(await start()).toEqual(["a.lua"]);
  expect(await start()).toEqual([]);
});

test("a note that cannot be written is told in the log, and the scripts are served", async () => {
  await mkdir(join(folder, "compiled.json"), { recursive: true });
  expect(await start()).toEqual(["a.lua"]);
  expect(logged).toEqual([
    expect.stringMatching(/can't write .*compiled\.json: EISDIR; the next start compiles the scripts again/),
  ]);
  expect((await readdir(folder)).filter((name) => name.endsWith(".new"))).toEqual([]);
});
