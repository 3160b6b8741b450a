import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readScriptFolder } from "../../../server/scripts/script-folder.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), text, "latin1");
  }
  return folder;
}

test("scripts are found in any letter case, users' own one folder deeper, sorted by name", async () => {
  const folder = await folderWith({ "SMTPSVR.LUA": "a", "relayout.lua": "b", "Joe/user_redirect.Lua": "c", "x/y/deep.lua": "d" });
  const { scripts, folders } = await readScriptFolder(folder);
  expect(scripts.map(({ name, file }) => [name, file])).toEqual([
    ["joe/user_redirect.lua", "Joe/user_redirect.Lua"],
    ["relayout.lua", "relayout.lua"],
    ["smtpsvr.lua", "SMTPSVR.LUA"],
  ]);
  expect([...folders].sort()).toEqual([folder, join(folder, "Joe"), join(folder, "x")].sort());
});

test("what editors leave behind is no script", async () => {
  const folder = await folderWith({ ".#smtpsvr.lua": "", "smtpsvr.lua~": "", ".smtpsvr.lua.swp": "", ".git/hook.lua": "" });
  expect((await readScriptFolder(folder)).scripts).toEqual([]);
});

test("two spellings of one name are refused", async () => {
  const folder = await folderWith({ "a.lua": "", "A.LUA": "" });
  await expect(readScriptFolder(folder)).rejects.toThrow(/(A\.LUA and a\.lua|a\.lua and A\.LUA) are the same script/);
});

test("a missing folder and a file in its place say what to do", async () => {
  const folder = await folderWith({ file: "" });
  await expect(readScriptFolder(join(folder, "none"))).rejects.toThrow(/there is no such folder; create it/);
  await expect(readScriptFolder(join(folder, "file"))).rejects.toThrow(/it is a file; name the folder it is in/);
});
