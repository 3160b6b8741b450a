/** VRFY and EXPN answer from the address book: users, their full names, lists, and whom the one who asks has written to. */
import { afterEach, describe, expect, it } from "vitest";
import type { ConfigInput } from "../../../server/config.ts";
import { RawClient } from "./raw-client.ts";
import { scriptSet } from "./script-fixture.ts";
import { type SmtpFixture, startSmtp } from "./smtp-fixture.ts";

let fixture: SmtpFixture | undefined;
afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
});

const directory: ConfigInput["directory"] = {
  localDomains: ["here.test"],
  users: [
    { name: "ann", password: "plain:secret", settings: { FullName: "Ann Archer" } },
    { name: "bob", password: "plain:secret", settings: { fullname: 'Bob "B" <Archer>' } },
    { name: "jörg", settings: { FullName: "Jörg Öz" } },
    { name: "carl", settings: { FullName: "Carl Zoë" } },
  ],
  aliases: { sales: ["ann", "partner@far.test"], boss: ["ann"] },
};

async function open(config: ConfigInput = {}, lua = ""): Promise<RawClient> {
  const scripts = scriptSet({ "smtpsvr.lua": lua });
  fixture = await startSmtp({ directory, ...config }, { current: () => scripts });
  const client = await RawClient.open(fixture.port);
  await client.reply();
  return client;
}

const utf8 = (text: string) => Buffer.from(text).toString("latin1");

describe("VRFY and EXPN", () => {
  it.each([
    ["VRFY ann", "250 2.1.5 Ann Archer <ann@here.test>"],
    ["VRFY <ANN@here.test>", "250 2.1.5 Ann Archer <ann@here.test>"],
    ["VRFY ann archer", "250 2.1.5 Ann Archer <ann@here.test>"],
    ["EXPN Ann", "250 2.1.5 Ann Archer <ann@here.test>"],
    [
      "VRFY Archer",
      "553-5.1.4 Several people have that name:\n553-5.1.4 Ann Archer <ann@here.test>\n553 5.1.4 Bob B Archer <bob@here.test>",
    ],
    ["VRFY boss", "250 2.1.5 Ann Archer <ann@here.test>"],
    ["VRFY sales", "252 2.5.0 A list: use EXPN"],
    ["EXPN sales", "250-2.1.5 Ann Archer <ann@here.test>\n250 2.1.5 <partner@far.test>"],
    ["VRFY someone@far.test", "252 2.5.0 Not an address of this server"],
    ["EXPN someone@far.test", "550 5.1.1 No list of this server"],
    ["VRFY nobody", "550 5.1.1 No such user or list"],
    ["VRFY", "501 5.5.4 VRFY needs a name or an address"],
    ["VRFY SMTPUTF8", "550 5.1.1 No such user or list"],
    [utf8("VRFY jörg"), "252 2.6.8 The answer is in UTF-8: use VRFY with SMTPUTF8"],
    [utf8("VRFY jörg SMTPUTF8"), utf8("250 2.1.5 Jörg Öz <jörg@here.test>")],
    ["VRFY carl", "250 2.1.5 <carl@here.test>"],
    ["VRFY carl smtputf8", utf8("250 2.1.5 Carl Zoë <carl@here.test>")],
  ])("%s: %s", async (line, answer) => {
    const client = await open();
    expect(await client.ask(line)).toBe(answer);
    client.close();
  });

  it("find a user by the full name that a script has set", async () => {
    const client = await open();
    await fixture?.directory.setUserSetting("bob", "FullName", "Dora Day");
    expect(await client.ask("VRFY day")).toBe("250 2.1.5 Dora Day <bob@here.test>");
    client.close();
  });

  it("find whom a user has written to, for that user alone", async () => {
    const client = await open();
    await fixture?.directory.rememberAddresses("ann", ["zoe@far.test", "zoey@far.test"], 1);
    expect(await client.ask("VRFY zoe")).toMatch(/^550/);
    await client.ask("EHLO x");
    expect(await client.ask(`AUTH PLAIN ${btoa("\0bob\0secret")}`)).toMatch(/^235/);
    expect(await client.ask("VRFY zoe")).toMatch(/^550/);
    const other = await RawClient.open(fixture?.port ?? 0);
    await other.reply();
    await other.ask("EHLO x");
    expect(await other.ask(`AUTH PLAIN ${btoa("\0ann\0secret")}`)).toMatch(/^235/);
    expect(await other.ask("VRFY Zoe")).toBe("252 2.5.0 <zoe@far.test>");
    client.close();
    other.close();
  });

  it("tell nothing where they are switched off, whoever asks; the script may nevertheless", async () => {
    const services: ConfigInput["services"] = [{ addressQueries: { enabled: false } }];
    const client = await open({ services }, "function DoEXPN(list, reply) if #list > 1 then return '250 ' .. list[1] end end");
    expect(await client.ask("VRFY ann")).toMatch(/^252 /);
    expect(await client.ask("VRFY nobody")).toMatch(/^252 /);
    expect(await client.ask("EXPN ann")).toMatch(/^252 /);
    expect(await client.ask("EXPN sales")).toBe("250 ann@here.test");
    client.close();
  });

  it("a range that is none keeps the service from starting", async () => {
    await expect(open({ services: [{ addressQueries: { clients: ["10.0.0.0/99"] } }] })).rejects.toThrow(
      /addressQueries\.clients/,
    );
  });
});
