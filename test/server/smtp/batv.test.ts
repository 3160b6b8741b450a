import { afterEach, describe, expect, it } from "vitest";
import { Batv } from "../../../server/smtp/batv.ts";
import { parsePath } from "../../../server/smtp/path.ts";
import { RawClient } from "./raw-client.ts";
import { scriptSet } from "./script-fixture.ts";
import { type SmtpFixture, startSmtp } from "./smtp-fixture.ts";

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 21);
const tags = new Batv({ key: "secret", validDays: 7 });

function judged(address: string, nowMs: number) {
  const path = parsePath(`<${address}>`, false);
  if ("problem" in path) throw new Error(path.problem);
  const tag = tags.read(path, nowMs);
  return tag.kind === "none" ? "none" : `${tag.kind} ${tag.original.address}`;
}

describe("a bounce tag", () => {
  const tagged = tags.tag("ann@example.com", NOW);

  it("has the form of prvs and leads back to the address", () => {
    expect(tagged).toMatch(/^prvs=0[0-9]{3}[0-9a-f]{6}=ann@example\.com$/);
    expect(judged(tagged, NOW)).toBe("good ann@example.com");
    expect(judged(tagged.toUpperCase(), NOW)).toBe("good ANN@EXAMPLE.COM");
  });

  it("is good for seven days, and across the turn of the day's three digits", () => {
    expect(judged(tagged, NOW + 7 * DAY_MS)).toBe("good ann@example.com");
    expect(judged(tagged, NOW + 8 * DAY_MS)).toBe("expired ann@example.com");
    const turn = Math.ceil(NOW / DAY_MS / 1000) * 1000 * DAY_MS - 2 * DAY_MS;
    const late = tags.tag("ann@example.com", turn);
    expect([0, 7, 8].map((days) => judged(late, turn + days * DAY_MS).split(" ")[0])).toEqual(["good", "good", "expired"]);
  });

  it.each([
    ["another user's", tagged.replace("ann@", "bob@")],
    ["another day's", tagged.replace(/=0[0-9]{3}/, "=0111")],
    ["another key's", new Batv({ key: "other", validDays: 7 }).tag("ann@example.com", NOW)],
  ])("%s is wrong", (_, address) => {
    expect(judged(address, NOW)).toMatch(/^bad /);
  });

  it.each(['"a b"@example.com', `${"x".repeat(60)}@example.com`, tagged, "postmaster"])("is not put on %s", (address) => {
    expect(tags.tag(address, NOW)).toBe(address);
  });
});

describe("UseBATV", () => {
  let fixture: SmtpFixture | undefined;
  afterEach(async () => {
    await fixture?.stop();
    fixture = undefined;
  });

  const directory = { localDomains: ["here.test"], users: [{ name: "ann" }] };
  const batv = { key: "secret", enabled: true };

  async function say(client: RawClient, ...lines: string[]): Promise<(string | undefined)[]> {
    const replies: (string | undefined)[] = [];
    for (const line of lines) replies.push((await client.ask(line))?.slice(0, 9));
    return replies;
  }

  async function open(): Promise<RawClient> {
    const client = await RawClient.open(fixture?.port ?? 0);
    await client.reply();
    await client.ask("EHLO x");
    return client;
  }

  async function sendFrom(reversePath: string, to: string): Promise<string | undefined> {
    const client = await open();
    await say(client, `MAIL FROM:<${reversePath}>`, `RCPT TO:<${to}>`, "DATA");
    const id = /queued as (\S+)/.exec((await client.ask("Subject: x\r\n\r\nx\r\n.")) ?? "")?.[1];
    client.close();
    return (await fixture?.queue.show(id ?? ""))?.reversePath;
  }

  it("tags the return path of mail of our users that leaves, and of no other", async () => {
    fixture = await startSmtp({ directory, batv });
    expect(await sendFrom("ann@here.test", "x@far.test")).toMatch(/^prvs=0\d{3}[0-9a-f]{6}=ann@here\.test$/);
    expect(await sendFrom("ann@here.test", "ann@here.test")).toBe("ann@here.test");
    expect(await sendFrom("x@far.test", "y@far.test")).toBe("x@far.test");
    expect(await sendFrom("", "y@far.test")).toBe("");
  });

  it("is off unless the configuration or the script turns it on for the session", async () => {
    const script =
      'function DoHELO(host) UseBATV = 1 end function DoMAILFROM(d, f) if f == "off@here.test" then UseBATV = 0 end end';
    const scripts = scriptSet({ "smtpsvr.lua": script });
    fixture = await startSmtp({ directory, batv: { key: "secret" } });
    expect(await sendFrom("ann@here.test", "x@far.test")).toBe("ann@here.test");
    await fixture.stop();
    fixture = await startSmtp({ directory, batv: { key: "secret" } }, { current: () => scripts });
    expect(await sendFrom("ann@here.test", "x@far.test")).toMatch(/^prvs=/);
    expect(await sendFrom("off@here.test", "x@far.test")).toBe("off@here.test");
  });

  it("takes a bounce to a good tag for the user, refuses wrong ones, and bounces without one if so configured", async () => {
    const outside = { ...directory, allowedClients: [] };
    fixture = await startSmtp({ directory: outside, batv: { ...batv, untaggedBounces: "refuse" } });
    const good = new Batv({ key: "secret", validDays: 7 }).tag("ann@here.test", Date.now());
    const old = new Batv({ key: "secret", validDays: 7 }).tag("ann@here.test", Date.now() - 9 * DAY_MS);
    const client = await open();
    const rcpts = [
      good,
      old,
      good.replace(/(.)=ann/, (_, digit: string) => `${digit === "0" ? 1 : 0}=ann`),
      "ann@here.test",
      "postmaster",
    ].map((to) => `RCPT TO:<${to}>`);
    expect(await say(client, "MAIL FROM:<>", ...rcpts)).toEqual([
      "250 2.1.0",
      "250 2.1.5",
      "550 5.7.1",
      "550 5.7.1",
      "550 5.7.1",
      "250 2.1.5",
    ]);
    expect(await say(client, "RSET", "MAIL FROM:<x@far.test>", "RCPT TO:<ann@here.test>")).toEqual([
      "250 2.0.0",
      "250 2.1.0",
      "250 2.1.5",
    ]);
    await client.ask("DATA");
    expect(await client.ask("Subject: x\r\n\r\nx\r\n.")).toMatch(/^250/);
    client.close();
    const [message] = (await fixture.queue.list()).filter((one) => one.reversePath === "x@far.test");
    expect(message?.recipients.map(({ address }) => address)).toEqual(["ann@here.test"]);
  });

  it("does not open a relay: a tag before another server's domain is an address there", async () => {
    fixture = await startSmtp({ directory: { ...directory, allowedClients: [] }, batv });
    const foreign = new Batv({ key: "secret", validDays: 7 }).tag("x@far.test", Date.now());
    const client = await open();
    expect(await say(client, "MAIL FROM:<>", `RCPT TO:<${foreign}>`)).toEqual(["250 2.1.0", "550 5.7.1"]);
    client.close();
  });

  it("without a key has no effect, and the log says so", async () => {
    fixture = await startSmtp({ directory }, { current: () => scriptSet({ "smtpsvr.lua": "UseBATV = true" }) });
    expect(await sendFrom("ann@here.test", "x@far.test")).toBe("ann@here.test");
    const client = await open();
    await say(client, "MAIL FROM:<>", "RCPT TO:<ann@here.test>");
    client.close();
    expect(fixture.log.some((line) => line.includes("no batv.key"))).toBe(true);
  });
});
