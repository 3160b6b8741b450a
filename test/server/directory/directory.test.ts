import { createHmac } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { configSchema } from "../../../server/config.ts";
import { cramSecret, verifyCram } from "../../../server/directory/cram-md5.ts";
import { Directory } from "../../../server/directory/directory.ts";
import { hostSettings, hostUsers } from "../../../server/directory/host-directory.ts";
import { hashPassword, isPassword, verifyCramMd5, verifyPassword } from "../../../server/directory/password.ts";
import { smtpDirectory } from "../../../server/directory/smtp-directory.ts";
import { testQueue } from "../queue/queued-message.ts";

const CONFIG = {
  localDomains: ["Example.com", "exämple.de"],
  users: [
    { name: "Ann", password: "plain:secret", addresses: ["boss@elsewhere.example"], settings: { Quota: "10" } },
    { name: "bob" },
    { name: "jörg", password: "plain:größe" },
  ],
  aliases: {
    sales: ["ann", "bob", "partner@example.net"],
    "all@example.com": ["sales", "jörg", "all@example.com"],
    bob: ["bob", "ann"],
    info: ["nobody"],
  },
  settings: { MaxSize: "1000" },
  allowedClients: ["10.0.0.0/8", "::1", "2001:db8::/32"],
};

async function directoryOf(changes: Record<string, unknown> = {}) {
  const { store, folder, queue } = await testQueue();
  const config = configSchema.parse({ directory: { ...CONFIG, ...changes } });
  const directory = new Directory(config.directory, store);
  onTestFinished(() => directory.close());
  return { directory, store, folder, queue, config };
}

describe("the directory", () => {
  it.each([
    ["ann@example.com", { kind: "user", name: "Ann" }],
    ["ANN@EXAMPLE.COM", { kind: "user", name: "Ann" }],
    ['"ann"@example.com', { kind: "user", name: "Ann" }],
    ["ann", { kind: "user", name: "Ann" }],
    ["Jörg@exämple.de", { kind: "user", name: "jörg" }],
    ["boss@elsewhere.example", { kind: "user", name: "Ann" }],
    ["other@elsewhere.example", { kind: "remote" }],
    ["ann@example.com@example.net", { kind: "remote" }],
    ["nobody@example.com", { kind: "unknown" }],
    ["__proto__@example.com", { kind: "unknown" }],
    ["constructor", { kind: "unknown" }],
    ["postmaster@example.com", { kind: "user", name: "Ann" }],
    ["Sales@example.com", { kind: "alias", targets: ["ann", "bob", "partner@example.net"] }],
  ])("knows where mail to %s goes", async (address, destination) => {
    expect((await directoryOf()).directory.destination(address)).toEqual(destination);
  });

  it("sends mail for unknown recipients to the postmaster if it is configured so", async () => {
    const { directory } = await directoryOf({ unknownRecipients: "postmaster", postmaster: "BOB" });
    expect(directory.destination("nobody@example.com")).toEqual({ kind: "user", name: "bob" });
    expect(directory.destination("nobody@elsewhere.example")).toEqual({ kind: "remote" });
  });

  it("expands lists of lists, each target once, in spite of circles", async () => {
    const { directory } = await directoryOf();
    expect(directory.expand("ALL@example.com").map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      "list ALL@example.com",
      "list sales",
      "user Ann",
      "list bob",
      "user bob",
      "remote partner@example.net",
      "user jörg",
    ]);
    expect(directory.expand("info@example.com").map((target) => target.kind)).toEqual(["list", "unknown"]);
  });

  it("takes settings from the database before the configuration", async () => {
    const { directory, store, config } = await directoryOf();
    expect(await directory.setSetting("maxsize", "2000")).toBe(true);
    expect(await directory.setSetting("unknown", "1")).toBe(false);
    expect(await directory.setUserSetting("ANN", "Quota", "20")).toBe(true);
    expect(await directory.setUserSetting("ann", "New", "x")).toBe(true);
    expect(await directory.setUserSetting("nobody", "New", "x")).toBe(false);
    const again = new Directory(config.directory, store);
    onTestFinished(() => again.close());
    expect(again.userNames()).toEqual(["Ann", "bob", "jörg"]);
    expect([again.setting("MAXSIZE"), again.setting("unknown")]).toEqual(["2000", undefined]);
    expect([again.userSetting("Ann", "quota"), again.userSetting("ann", "new"), again.userSetting("bob", "quota")]).toEqual([
      "20",
      "x",
      undefined,
    ]);
  });

  it.each([
    ["ann", "secret", "Ann"],
    ["ann", "Secret", undefined],
    ["ann", "", undefined],
    ["bob", "", undefined],
    ["nobody", "", undefined],
    ["jörg", "größe", "jörg"],
  ])("lets %s in with %j: %s", async (name, password, user) => {
    expect(await (await directoryOf()).directory.authenticate(name, password)).toBe(user);
  });

  it.each([
    ["10.1.2.3", true],
    ["::ffff:10.1.2.3", true],
    ["11.0.0.1", false],
    ["::1", true],
    ["2001:db8:1::1", true],
    ["2001:db9::1", false],
    ["not an address", false],
  ])("says of %s whether it may relay: %s", async (address, allowed) => {
    expect((await directoryOf()).directory.isAllowedClient(address)).toBe(allowed);
  });

  it.each([
    [
      { allowedClients: ["10.0.0.0/33"] },
      'directory.allowedClients: expected an address or a range such as 10.0.0.0/8, found "10.0.0.0/33"',
    ],
    [{ users: [{ name: "x", password: "secret" }] }, "directory.users[0].password: expected a hash"],
  ])("names the wrong entry of %j", async (changes, message) => {
    await expect(directoryOf(changes)).rejects.toThrow(message);
  });

  it("answers scripts in bytes", async () => {
    const { directory } = await directoryOf();
    const users = hostUsers(directory);
    expect(await users.list()).toContain("j\xc3\xb6rg");
    expect(await users.setSetting("j\xc3\xb6rg", "Sign", "\xc3\xbc")).toBe(true);
    expect(await users.getSetting("j\xc3\xb6rg", "sign")).toBe("\xc3\xbc");
    expect(await users.expandAddress("j\xc3\xb6rg@ex\xc3\xa4mple.de", -1)).toEqual([
      { name: "j\xc3\xb6rg", list: false, deferredExpansion: false, remote: false, forwarded: false },
    ]);
    const settings = hostSettings(directory);
    expect([await settings.get("MaxSize"), await settings.get("x")]).toEqual(["1000", undefined]);
    expect(await settings.set("MaxSize", "5")).toBe(true);
    expect(await settings.get("MaxSize")).toBe("5");
  });

  it("answers SMTP in bytes", async () => {
    const smtp = smtpDirectory((await directoryOf()).directory);
    expect(await smtp.lookUp("j\xc3\xb6rg", "ex\xc3\xa4mple.de")).toBe("local");
    expect(await smtp.lookUp("postmaster", "")).toBe("local");
    expect(await smtp.lookUp("x", "example.com")).toBe("unknown");
    expect(await smtp.lookUp("all", "example.com")).toBe("local");
    expect(await smtp.lookUp("bob", "example.com")).toBe("local");
    expect(await smtp.lookUp("info", "example.com")).toBe("unknown");
    expect(await smtp.lookUp("x", "example.net")).toBe("remote");
    const found = (asked: string) => {
      const { kind, entries } = smtp.find(asked, "");
      return [kind, ...entries.map(({ address }) => address)];
    };
    expect(found("sales")).toEqual(["list", "Ann@example.com", "bob@example.com", "partner@example.net"]);
    expect(found("x@example.net")).toEqual(["remote"]);
    expect(await smtp.authenticate("j\xc3\xb6rg", "gr\xc3\xb6\xc3\x9fe")).toBe("j\xc3\xb6rg");
    const response = (password: string) => createHmac("md5", password).update("<1@x>").digest("hex");
    expect(await smtp.challenge("ann", "<1@x>", response("secret"))).toBe("Ann");
    expect(await smtp.challenge("j\xc3\xb6rg", "<1@x>", response("größe"))).toBe("j\xc3\xb6rg");
    expect(await smtp.challenge("ann", "<2@x>", response("secret"))).toBeUndefined();
    expect(await smtp.challenge("bob", "<1@x>", response(""))).toBeUndefined();
    expect(await smtp.challenge("nobody", "<1@x>", response(""))).toBeUndefined();
  });
});

describe("CRAM-MD5 without the clear password", () => {
  const challenge = "<1896.697170952@postoffice.example.net>";

  it("agrees with RFC 2195's example", () => {
    expect(
      verifyCram(
        cramSecret("tanstaaftanstaaf"),
        "<1896.697170952@postoffice.reston.mci.net>",
        "b913a602c7eda7a495b4e6e7334d3890",
      ),
    ).toBe(true);
  });

  it.each([0, 1, 16, 55, 56, 63, 64, 65, 200])(
    "agrees with HMAC-MD5 of node:crypto, keys and challenges of %i bytes",
    (length) => {
      for (const [key, text] of [
        ["k".repeat(length), challenge],
        ["secret", "c".repeat(length)],
      ] as const) {
        const response = createHmac("md5", key).update(text).digest("hex");
        expect(verifyCram(cramSecret(key), text, response.toUpperCase())).toBe(true);
        expect(verifyCram(cramSecret(`${key}x`), text, response)).toBe(false);
        expect(verifyCram(cramSecret(key), `${text}x`, response)).toBe(false);
      }
    },
  );

  it("is known to be possible for somebody or nobody", async () => {
    const [plain, fit] = await Promise.all([hashPassword("pw"), hashPassword("pw", true)]);
    const takes = async (...passwords: string[]) => {
      const users = passwords.map((password, i) => ({ name: `user${i}`, password }));
      return (await directoryOf({ users })).directory.takesChallenges();
    };
    expect([await takes(), await takes("", plain), await takes(plain, fit), await takes("plain:pw")]).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it("is there only on request", async () => {
    const response = createHmac("md5", "pw").update(challenge).digest("hex");
    const [plain, fit] = await Promise.all([hashPassword("pw"), hashPassword("pw", true)]);
    expect([verifyCramMd5(plain, challenge, response), verifyCramMd5(fit, challenge, response)]).toEqual([false, true]);
    expect([isPassword(fit), await verifyPassword("pw", fit), await verifyPassword("PW", fit)]).toEqual([true, true, false]);
    expect([
      verifyCramMd5(fit, challenge, ""),
      verifyCramMd5("", challenge, response),
      verifyCramMd5("plain:pw", challenge, response),
    ]).toEqual([false, false, true]);
  });
});

describe("password hashes", () => {
  it("differ for the same password and are recognised", async () => {
    const [a, b] = await Promise.all([hashPassword("x"), hashPassword("x")]);
    expect(a).not.toBe(b);
    expect([await verifyPassword("x", a), await verifyPassword("X", a), isPassword(a)]).toEqual([true, false, true]);
  });

  it.each([
    "scrypt:15:8:1:c2FsdHNhbHQ:aGFzaGhhc2hoYXNoaGFzaA",
    "scrypt:16777216:8:1:c2FsdHNhbHQ:aGFzaGhhc2hoYXNoaGFzaA",
    "md5:abc",
    "secret",
  ])("of another form let nobody in: %s", async (kept) => {
    expect([isPassword(kept), await verifyPassword("", kept)]).toEqual([false, false]);
  });
});
