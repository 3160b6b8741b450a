import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import {
  type ArtefactScript,
  listVersions,
  prepareArtefact,
  readArtefactFile,
  readManifest,
  switchTo,
} from "../../../server/scripts/artefact.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const ABOUT = { dialect: "vpop3", compiler: "1.0.0", runtime: "1.0.0" } as const;

function script(name: string, lua: string): ArtefactScript {
  const contents = { lua, typescript: `// ${lua.length}\n`, javascript: `/* ${lua.length} */`, sourceMap: "{}", info: "[]" };
  return { name, file: name.toUpperCase(), kind: "", hooks: ["First"], contents };
}

async function write(folder: string, ...scripts: ArtefactScript[]): Promise<string> {
  const manifest = await prepareArtefact(folder, scripts, ABOUT);
  await switchTo(folder, manifest);
  return manifest.version;
}

async function bytesIn(folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const entry of (await readdir(folder, { recursive: true, withFileTypes: true })).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files[path.slice(folder.length)] = await readFile(path, "latin1");
  }
  return files;
}

let folder: string;
beforeEach(async () => {
  folder = temporaryFolder();
});

test("the same scripts make the same bytes, in any folder and however often", async () => {
  const scripts = [script("smtpsvr.lua", "-- a\xe9"), script("joe/user_redirect.lua", "-- b")];
  await write(folder, ...scripts);
  const first = await bytesIn(folder);
  await write(folder, ...scripts);
  expect(await bytesIn(folder)).toEqual(first);
  const other = temporaryFolder();
  await write(other, ...scripts);
  expect(await bytesIn(other)).toEqual(first);
});

test("a prepared version is not served before the switch", async () => {
  const version = await write(folder, script("a.lua", "1"));
  const next = await prepareArtefact(folder, [script("a.lua", "22")], ABOUT);
  expect(readManifest(folder).version).toBe(version);
  await switchTo(folder, next);
  expect(readManifest(folder).version).toBe(next.version);
});

test("the Lua text comes back byte for byte", async () => {
  const lua = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join("");
  await write(folder, script("a.lua", lua));
  const [described] = readManifest(folder).scripts;
  expect(described && readArtefactFile(folder, described, "lua")).toBe(lua);
});

test("earlier versions stay readable, the oldest go with their files", async () => {
  const versions: string[] = [];
  for (let i = 1; i <= 7; i++) versions.push(await write(folder, script("a.lua", "x".repeat(i))));
  const kept = await listVersions(folder);
  expect(kept).toHaveLength(5);
  expect(kept).toContain(versions.at(-1));
  const files = (await readdir(folder)).filter((name) => name.startsWith("a."));
  expect(files).toHaveLength(5 * 5);
  for (const version of kept) {
    const [described] = readManifest(folder, version).scripts;
    expect(described && readArtefactFile(folder, described, "javascript")).toMatch(/^\/\* \d \*\/$/);
  }
});

test("files that are not the artefact's own are left alone", async () => {
  await writeFile(join(folder, "README.txt"), "mine");
  for (let i = 1; i <= 7; i++) await write(folder, script("a.lua", "x".repeat(i)));
  expect(await readFile(join(folder, "README.txt"), "utf8")).toBe("mine");
});

test("a changed or missing file is noticed when it is read", async () => {
  await write(folder, script("a.lua", "1"));
  const [described] = readManifest(folder).scripts;
  if (!described) throw new Error("no script in the manifest");
  await writeFile(join(folder, described.files.javascript.path), "/* 2 */");
  expect(() => readArtefactFile(folder, described, "javascript")).toThrow(/was changed; compile the scripts again/);
  await rm(join(folder, described.files.javascript.path));
  expect(() => readArtefactFile(folder, described, "javascript")).toThrow(/is missing; compile the scripts again/);
  await mkdir(join(folder, described.files.javascript.path));
  expect(() => readArtefactFile(folder, described, "javascript")).toThrow(/can't read .*: EISDIR/);
});

test.each([
  ["a folder without a manifest", undefined, /is no artefact: it has no manifest\.json; make one with `moonpost compile`/],
  ["text that is not JSON", "{", /not a manifest of this version of Moonpost \(no JSON\)/],
  ["JSON that is no object", "[]", /not a manifest of this version of Moonpost \(no object\)/],
  ["another form", '{"format": 99}', /not a manifest of this version of Moonpost \(format\)/],
])("%s is refused", async (_, text, message) => {
  if (text !== undefined) await writeFile(join(folder, "manifest.json"), text);
  expect(() => readManifest(folder)).toThrow(message);
});

test.each(["../", "/", "x/../../", "x\n/../../", "x\r/../../", "x\u2028/../../"])(
  "a manifest can't name files outside its folder: %j",
  async (way) => {
    await write(folder, script("a.lua", "1"));
    const text = await readFile(join(folder, "manifest.json"), "utf8");
    await writeFile(join(folder, "manifest.json"), text.replace('"path": "a.', `"path": ${JSON.stringify(way).slice(0, -1)}a.`));
    expect(() => readManifest(folder)).toThrow(/files\.lua\.path/);
  },
);

test("a place that can't be written says so", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(prepareArtefact(join(folder, "file"), [], ABOUT)).rejects.toThrow(
    /can't write the artefact .*check that it is a folder/,
  );
});
