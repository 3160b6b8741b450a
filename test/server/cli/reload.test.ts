/** Hot reload as clients see it: real connections to a real server, scripts changed on the disk. */
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RawClient } from "../smtp/raw-client.ts";
import { runMoonpost } from "./run-moonpost.ts";
import { type Serving, serve, serveFolder } from "./serve-fixture.ts";

const script = (word: string) => `function DoNOOP() return "250 ${word}" end`;

async function greeted(server: Serving): Promise<RawClient> {
  const client = await server.client();
  await client.reply();
  await client.ask("EHLO test");
  return client;
}

/** What a new session hears. */
async function heard(server: Serving): Promise<string | undefined> {
  const client = await greeted(server);
  const answer = await client.ask("NOOP");
  client.close();
  return answer;
}

describe("a changed script", () => {
  test("is run by new sessions within a second; an open session goes on with the old one", async () => {
    const place = await serveFolder({ "smtpsvr.lua": script("one") });
    const server = await serve(place);
    const open = await greeted(server);
    const reloaded = server.logged(/scripts reloaded/);
    const changedAt = Date.now();
    await place.script("smtpsvr.lua", script("two"));
    await reloaded;
    expect(Date.now() - changedAt).toBeLessThan(1000);
    expect(await heard(server)).toBe("250 two");
    expect(await open.ask("NOOP")).toBe("250 one");
    open.close();
    const { scripts } = await server.status();
    expect(scripts.earlier).toHaveLength(1);
    expect(scripts.current.version).not.toBe(scripts.earlier[0]?.version);
  });

  test("is noticed when an editor writes a new file and renames it, and when one is added or removed", async () => {
    const place = await serveFolder({ "smtpsvr.lua": script("one") });
    const server = await serve(place);
    let reloaded = server.logged(/scripts reloaded/);
    await writeFile(join(place.folder, "new"), script("two"));
    await rename(join(place.folder, "new"), join(place.folder, "scripts", "smtpsvr.lua"));
    await reloaded;
    expect(await heard(server)).toBe("250 two");
    reloaded = server.logged(/scripts reloaded/);
    await place.script("extra.lua", "x = 1");
    await reloaded;
    expect((await server.status()).scripts.current.scripts.map(({ name }) => name)).toEqual(["extra.lua", "smtpsvr.lua"]);
    reloaded = server.logged(/scripts reloaded/);
    await rm(join(place.folder, "scripts", "smtpsvr.lua"));
    await reloaded;
    expect(await heard(server)).toMatch(/^250 /);
    expect(await heard(server)).not.toBe("250 two");
  });

  test.each([
    ["does not compile", "function DoNOOP( return end", /smtpsvr\.lua:1:\d+: /],
    ["has a top level that fails", 'error("no luck")', /smtpsvr\.lua:1: no luck/],
    ["has a top level that never ends", "while true do end", /smtpsvr\.lua.*fuel/],
  ])("that %s changes nothing and says why on the console and in the status", async (_, lua, why) => {
    const place = await serveFolder({ "smtpsvr.lua": script("one") }, { scripts: { limits: { fuel: 1_000_000 } } });
    const server = await serve(place);
    const refused = server.logged(/is not loaded; the version before goes on/);
    await place.script("smtpsvr.lua", lua);
    await refused;
    expect(server.log.join("\n")).toMatch(why);
    expect(await heard(server)).toBe("250 one");
    expect((await server.moonpost("status")).stdout).toMatch(new RegExp(`was NOT loaded:\\n(.*\\n)*.*${why.source}`));
    const reloaded = server.logged(/scripts reloaded/);
    await place.script("smtpsvr.lua", script("three"));
    await reloaded;
    expect(await heard(server)).toBe("250 three");
    expect((await server.status()).scripts.failure).toBeUndefined();
  });
});

test("a hundred sessions under way see one version each, whole", async () => {
  const place = await serveFolder({
    "smtpsvr.lua": 'local shared = require "shared"\nfunction DoNOOP() return "250 " .. word .. "1" end',
    "shared.lua": 'word = "1"',
  });
  const server = await serve(place);
  const reloaded = server.logged(/scripts reloaded/);
  const answers = Array.from({ length: 100 }, () => heard(server));
  await place.script("shared.lua", 'word = "2"');
  await place.script("smtpsvr.lua", 'local shared = require "shared"\nfunction DoNOOP() return "250 " .. word .. "2" end');
  await reloaded;
  for (const answer of await Promise.all(answers)) expect(answer).toMatch(/^250 (11|22)$/);
  expect(await heard(server)).toBe("250 22");
});

test("rollback brings the version before back for new sessions, until the scripts change", async () => {
  const place = await serveFolder({ "smtpsvr.lua": script("one") });
  const server = await serve(place);
  expect(await server.moonpost("scripts", "rollback")).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/no earlier version/),
  });
  let reloaded = server.logged(/scripts reloaded/);
  await place.script("smtpsvr.lua", script("two"));
  await reloaded;
  expect((await server.moonpost("scripts", "rollback")).code).toBe(0);
  expect(await heard(server)).toBe("250 one");
  expect((await server.status()).scripts.rolledBack).toBe(true);
  expect(await server.moonpost("scripts", "rollback", "nonsense")).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/there is no version nonsense/),
  });
  reloaded = server.logged(/scripts reloaded/);
  await place.script("smtpsvr.lua", script("three"));
  await reloaded;
  expect(await heard(server)).toBe("250 three");
  expect((await server.status()).scripts.rolledBack).toBe(false);
});

test("a new version of an artefact is taken over as soon as it is compiled", async () => {
  const place = await serveFolder({ "smtpsvr.lua": script("one") }, { scripts: { artefact: "artefact" } });
  await runMoonpost(["compile", "scripts", "-o", "artefact"], place.folder);
  const server = await serve(place);
  const open = await greeted(server);
  await place.script("smtpsvr.lua", script("two"));
  const reloaded = server.logged(/scripts reloaded/);
  await runMoonpost(["compile", "scripts", "-o", "artefact"], place.folder);
  await reloaded;
  expect(await heard(server)).toBe("250 two");
  expect(await open.ask("NOOP")).toBe("250 one");
  open.close();
});

test("a reload by hand takes what lies in the folder, and says so if that is nothing new", async () => {
  const place = await serveFolder({ "smtpsvr.lua": script("one") }, { scripts: { watch: false } });
  const server = await serve(place);
  expect((await server.moonpost("scripts", "reload")).stdout).toMatch(/^version \w+ already runs\n$/);
  await place.script("smtpsvr.lua", script("two"));
  expect((await server.moonpost("scripts", "reload")).stdout).toMatch(/^new sessions run version \w+\n$/);
  expect(await heard(server)).toBe("250 two");
});
