import { afterEach, expect, it } from "vitest";
import { RawClient } from "./raw-client.ts";
import { scriptSet } from "./script-fixture.ts";
import { type SmtpFixture, startSmtp } from "./smtp-fixture.ts";

let fixture: SmtpFixture | undefined;
afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
});

const scripts = scriptSet({ "smtpsvr.lua": "function DoMAILFROM(d, from) AddUserAddresses = from ~= 'bob@here.test' end" });
const directory = { localDomains: ["here.test"], users: [{ name: "Ann" }, { name: "bob" }] };

async function send(from: string, ...to: string[]): Promise<void> {
  const client = await RawClient.open(fixture?.port ?? 0);
  await client.reply();
  const rcpts = to.map((address) => `RCPT TO:<${address}>`);
  for (const line of ["EHLO x", `MAIL FROM:<${from}>`, ...rcpts, "DATA"]) await client.ask(line);
  expect(await client.ask("Subject: x\r\n\r\nx\r\n.")).toMatch(/^250/);
  client.close();
}

/** The store works in order: when a later write is done, those before it are. */
async function remembered(user: string, start = ""): Promise<string[]> {
  await fixture?.directory.setUserSetting("ann", "marker", "");
  return (fixture?.directory.rememberedAddresses(user, start) ?? []).map(({ address, times }) => `${address} ${times}`);
}

it("AddUserAddresses keeps whom a local user writes to, most used first, looked up by how it begins", async () => {
  fixture = await startSmtp({ directory }, { current: () => scripts });
  await send("ann@here.test", "zoe@far.test", "yan@far.test", "z_e@far.test");
  await send("ann@here.test", "YAN@far.test");
  await send("bob@here.test", "secret@far.test");
  await send("somebody@far.test", "nobody@far.test");
  expect(await remembered("ann")).toEqual(["yan@far.test 2", "z_e@far.test 1", "zoe@far.test 1"]);
  expect(await remembered("ANN", "z_")).toEqual(["z_e@far.test 1"]);
  expect(await remembered("bob")).toEqual([]);
});

it("AddUserAddresses keeps nothing of clients from outside", async () => {
  fixture = await startSmtp({ directory: { ...directory, allowedClients: [] } }, { current: () => scripts });
  await send("ann@here.test", "bob@here.test");
  expect(await remembered("ann")).toEqual([]);
});
