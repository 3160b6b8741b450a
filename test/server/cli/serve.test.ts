import { spawn } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, onTestFinished, test } from "vitest";
import { systemErrorCode } from "../../../server/operator-error.ts";
import { freePort } from "../local-port.ts";
import { BIN, runMoonpost } from "./run-moonpost.ts";
import { send, serve, serveFolder } from "./serve-fixture.ts";

const GREETING = 'function Start() print("started") return "220 one" end';

/** Ends what is left of a process group; mostly nothing is. */
function endGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, "SIGKILL");
  } catch (error) {
    if (systemErrorCode(error) !== "ESRCH") throw error;
  }
}

describe("a server that runs", () => {
  test("says in a few lines what it compiled, where it listens, where the queue lies and where mail goes", async () => {
    const server = await serve(
      await serveFolder({ "smtpsvr.lua": GREETING, "RelayOut.LUA": "function CheckFile(f, a) return a end" }),
    );
    const text = server.output.join("\n");
    expect(text).toMatch(/^Moonpost [\d.]+, ready in \d+ ms$/m);
    expect(text).toMatch(/relayout\.lua \(\d+ ms\): CheckFile$/m);
    expect(text).toMatch(/smtpsvr\.lua \(\d+ ms\): Start$/m);
    expect(text).toMatch(/^Queue +data\/queue\.sqlite$/m);
    expect(text).toMatch(/^Listening +SMTP on 127\.0\.0\.1:\d+$/m);
    expect(text).toMatch(/^Outgoing +mail for example\.com, localhost to the mailboxes of its users, in \.\/data\/mailboxes$/m);
    expect(server.output.length).toBeLessThan(15);
  });

  test("compiles scripts that are as they were at its last start no more, and warns of them all the same", async () => {
    const place = await serveFolder({ "smtpsvr.lua": `local unused = 1 ${GREETING}` });
    for (const shown of [/smtpsvr\.lua \(\d+ ms\): Start$/m, /smtpsvr\.lua: Start$/m]) {
      const server = await serve(place);
      expect(server.output.join("\n")).toMatch(shown);
      expect(server.log.join("\n")).toContain("[unused-local]");
      const client = await server.client();
      expect(await client.reply()).toBe("220 one");
      client.close();
      await server.stop();
    }
    const server = await serve(place);
    const reloaded = server.logged(/scripts reloaded/);
    await place.script("smtpsvr.lua", GREETING.replace("one", "two"));
    await reloaded;
    const client = await server.client();
    expect(await client.reply()).toBe("220 two");
    client.close();
  });

  test("mends the manifest of a version that was damaged, so that the next start compiles no more", async () => {
    const place = await serveFolder({ "smtpsvr.lua": GREETING });
    await (await serve(place)).stop();
    const versions = join(place.folder, "data", "artefact", "versions");
    const [version = ""] = await readdir(versions);
    await writeFile(join(versions, version), "{");
    for (const shown of [/smtpsvr\.lua \(\d+ ms\): Start$/m, /smtpsvr\.lua: Start$/m]) {
      const server = await serve(place);
      expect(server.output.join("\n")).toMatch(shown);
      await server.stop();
    }
  });

  test("takes a message through script, queue and relay to the outbox, and prints into LUA.OUT", async () => {
    const outboxPort = await freePort();
    const place = await serveFolder(
      { "smtpsvr.lua": GREETING },
      { outbox: { enabled: true, port: outboxPort }, relays: [{ port: outboxPort, tls: "none" }] },
    );
    const server = await serve(place);
    const client = await server.client();
    expect(await client.reply()).toBe("220 one");
    client.close();
    const sent = server.logged(/message sent/);
    expect(await send(server.port, "x@example.com", "friend@example.org", "Subject: hi\n\nhello")).toMatch(
      /^250 .*queued as \S+/,
    );
    await sent;
    expect(await server.stop()).toBe(0);
    const outbox = join(place.folder, "data", "outbox");
    const [file = ""] = await readdir(outbox);
    const text = await readFile(join(outbox, file), "latin1");
    expect(text).toMatch(/^X-Outbox-From: <x@example\.com>\r\nX-Outbox-To: friend@example\.org\r\nReceived: /);
    expect(text).toMatch(/\r\nSubject: hi\r\n\r\nhello\r\n$/);
    expect(await readFile(join(place.folder, "data", "LUA.OUT"), "latin1")).toBe("started\nstarted\n");
  });

  test("tells in its status that a relay does not answer, and when it is tried again", async () => {
    const place = await serveFolder({}, { relays: [{ name: "smarthost", port: await freePort(), tls: "none" }] });
    const server = await serve(place);
    const noticed = server.logged(/does not take mail/);
    await send(server.port, "x@example.com", "friend@example.org", "Subject: hi\n\nhello");
    await noticed;
    expect((await server.moonpost("status")).stdout).toMatch(
      / relay "smarthost" does not answer; tried again (in \d+ m?s|now)\n/,
    );
  });

  test("tells in its status what scripts and rules decided last", async () => {
    const lua = 'function DoRCPTTO(_, to) if to == "x@example.org" then return "550 not " .. to end end';
    const server = await serve(await serveFolder({ "smtpsvr.lua": lua }));
    expect((await server.moonpost("status")).stdout).not.toContain("Decided");
    expect(await send(server.port, "ann@example.com", "x@example.org", "Subject: hi\n\nhello")).toMatch(/^550 /);
    expect((await server.moonpost("status")).stdout).toMatch(
      /^Decided last by scripts and rules:\nWHEN .*\n.* ago +RCPT +smtpsvr\.lua DoRCPTTO +x@example\.org +550 not x@example\.org\n$/m,
    );
    expect(JSON.parse((await server.moonpost("status", "--json")).stdout).decisions).toMatchObject([{ hook: "DoRCPTTO" }]);
  });

  test("ends by SIGINT with exit code 0, and at once by a second one", async () => {
    const server = await serve(await serveFolder({}));
    expect(await server.stop()).toBe(0);
    expect(server.output.at(-1)).toBe("Stopped");

    const busy = await serve(await serveFolder({}));
    const client = await busy.client();
    await client.reply();
    await client.ask("HELO there");
    expect(await client.ask("MAIL FROM:<>")).toMatch(/^250 /);
    const ended = busy.stop();
    await busy.printed(/^Stopping: /);
    await busy.stop();
    expect(await ended).toBe(130);
  });

  test("started by npm it ends when npm's shell is told to, which passes no signal on", async () => {
    const { folder } = await serveFolder({});
    const shell = spawn("sh", ["-c", `"${process.execPath}" "${BIN}" serve; exit $?`], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, npm_command: "exec" },
      detached: true,
    });
    onTestFinished(() => endGroup(shell.pid));
    const output = createInterface({ input: shell.stdout });
    const lines: string[] = [];
    for await (const line of output) {
      lines.push(line);
      if (line.startsWith("Next: ")) shell.kill("SIGTERM");
    }
    expect(lines.at(-1)).toBe("Stopped");
  });

  test("ends at once when its clients are idle, and tells them", async () => {
    const server = await serve(await serveFolder({}));
    const client = await server.client();
    await client.reply();
    expect(await server.stop()).toBe(0);
    expect(await client.reply()).toMatch(/^421 /);
  });

  test("ends although a script still sleeps", async () => {
    const place = await serveFolder(
      { "smtpsvr.lua": "function DoNOOP() os.sleep(60000) end" },
      { scripts: { limits: { deadlineMs: 50 } } },
    );
    const server = await serve(place);
    const client = await server.client();
    await client.reply();
    expect(await client.ask("NOOP")).toMatch(/^250 /);
    expect(server.log.join("\n")).toMatch(/smtpsvr\.lua:1: the script ran longer than 50 ms/);
    expect(await client.ask("QUIT")).toMatch(/^221 /);
    expect(await server.stop()).toBe(0);
  });

  test("orders to the queue do what they say", async () => {
    const server = await serve(await serveFolder({}));
    const id =
      /queued as (\S+)/.exec(await send(server.port, "ann@example.com", "friend@example.org", "Subject: x\n\ny"))?.[1] ?? "";
    const state = async () => JSON.parse((await server.moonpost("queue", "show", id, "--json")).stdout).state;
    expect(await state()).toBe("due");
    expect((await server.moonpost("queue", "hold", id)).stdout).toBe(`hold ${id}: done\n`);
    expect(await state()).toBe("held");
    expect((await server.moonpost("queue", "list", "--state", "held")).stdout).toContain(id);
    expect((await server.moonpost("queue", "release", id.slice(0, -2))).code).toBe(0);
    expect(await state()).toBe("due");
    expect((await server.moonpost("queue", "show", id)).stdout).toMatch(/^return path +ann@example\.com$/m);
    expect((await server.moonpost("queue", "remove", id)).code).toBe(0);
    expect(await server.moonpost("queue", "show", id)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/no such message/),
    });
    expect(await server.moonpost("queue", "retry", "all")).toMatchObject({ code: 0, stdout: "retry: 0 messages\n" });
  });

  test("`queue show` tells how the sender wants to hear of the delivery", async () => {
    const server = await serve(await serveFolder({}));
    const client = await server.client();
    await client.reply();
    await client.ask("EHLO x");
    await client.ask("MAIL FROM:<ann@example.com> RET=HDRS ENVID=order+2B7");
    await client.ask("RCPT TO:<a@example.org> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;old@example.org");
    await client.ask("RCPT TO:<b@example.org>");
    await client.ask("DATA");
    const id = /queued as (\S+)/.exec((await client.ask("Subject: x\r\n\r\ny\r\n.")) ?? "")?.[1] ?? "";
    client.close();
    const { stdout } = await server.moonpost("queue", "show", id);
    expect(stdout).toMatch(/^notices +RET=HDRS ENVID=order\+7$/m);
    expect(stdout).toMatch(/^ +a@example\.org +pending +NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;old@example\.org$/m);
    expect(stdout).toMatch(/^ +b@example\.org +pending$/m);
  });

  test("`queue show` shows the header's UTF-8, and no character that steers a terminal", async () => {
    const server = await serve(await serveFolder({}));
    const client = await server.client();
    await client.reply();
    for (const line of ["EHLO x", "MAIL FROM:<ann@example.com>", "RCPT TO:<a@example.org>", "DATA"]) await client.ask(line);
    const id =
      /queued as (\S+)/.exec(
        (await client.ask("Subject: Gr\xc3\xbc\xc3\x9fe \x1b[31m \xc2\x9b31m\tx\r\n\r\ny\r\n.")) ?? "",
      )?.[1] ?? "";
    client.close();
    expect((await server.moonpost("queue", "show", id)).stdout).toContain("\nSubject: Grüße ?[31m ?31m\tx\n");
  });

  test("`addresses` shows whom a user has written to, where the script sets AddUserAddresses", async () => {
    const server = await serve(
      await serveFolder(
        { "smtpsvr.lua": "function DoHELO() AddUserAddresses = true end" },
        { directory: { users: [{ name: "ann" }] } },
      ),
    );
    await send(server.port, "ann@example.com", "friend@example.org", "Subject: x\n\ny");
    await send(server.port, "ann@example.com", "Friend@example.org", "Subject: x\n\ny");
    await send(server.port, "stranger@example.org", "ann@example.com", "Subject: x\n\ny");
    expect((await server.moonpost("addresses", "ann")).stdout).toMatch(
      /^ADDRESS +TIMES +LAST\nfriend@example\.org +2 +20[^\n]*\n$/,
    );
  });

  test("serves an artefact that was compiled elsewhere", async () => {
    const place = await serveFolder({ "smtpsvr.lua": GREETING }, { scripts: { artefact: "artefact" } });
    expect((await runMoonpost(["compile", "scripts", "-o", "artefact"], place.folder)).code).toBe(0);
    await rm(join(place.folder, "scripts"), { recursive: true });
    const artefact = join(place.folder, "artefact");
    const compiled = await codeCaches(artefact);
    expect(compiled).toHaveLength(1);
    const client = await (await serve(place)).client();
    expect(await client.reply()).toBe("220 one");
    client.close();
    // What V8 had compiled is of use to the server: else it would have made it anew.
    expect(await codeCaches(artefact)).toEqual(compiled);
  });
});

/** V8's code caches in an artefact. */
async function codeCaches(artefact: string): Promise<readonly Buffer[]> {
  const names = (await readdir(artefact)).filter((name) => name.endsWith(".js.cache"));
  return Promise.all(names.map((name) => readFile(join(artefact, name))));
}

describe("what is in the way of a start is said in one line, with exit code 1", () => {
  const failedStart = async (folder: string) => {
    const { code, stdout, stderr } = await runMoonpost(["serve"], folder);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    return stderr;
  };

  test("a port in use", async () => {
    const port = await freePort();
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(port, "127.0.0.1", resolve));
    const { folder } = await serveFolder({}, { services: [{ port }] });
    expect(await failedStart(folder)).toMatch(
      new RegExp(`^moonpost: service SMTP: can't listen on 127\\.0\\.0\\.1:${port}: another program uses it.*\n$`),
    );
    blocker.close();
  });

  test("a missing scripts folder", async () => {
    const { folder } = await serveFolder({});
    await rm(join(folder, "scripts"), { recursive: true });
    expect(await failedStart(folder)).toMatch(
      /moonpost: can't read the scripts folder .*: there is no such folder; create it, or set "scripts\.folder"\n$/,
    );
  });

  test("a data folder that can't be made", async () => {
    const { folder } = await serveFolder({}, { dataFolder: "taken/data" });
    await writeFile(join(folder, "taken"), "");
    expect(await failedStart(folder)).toMatch(
      /^moonpost: can't write the log file .*taken.data.LUA\.OUT: ENOTDIR.*; set "dataFolder" \(or "logging\.luaOutput"\).*\n$/,
    );
  });

  test("a log file that is a folder", async () => {
    const { folder } = await serveFolder({}, { logging: { file: "." } });
    expect(await failedStart(folder)).toMatch(/^moonpost: can't write the log file .*: EISDIR.*; set "logging\.file"\n$/);
  });

  test("a script with a syntax error", async () => {
    const { folder } = await serveFolder({ "smtpsvr.lua": "function Start()\n  if x = 1 then end\nend\n" });
    const lines = (await failedStart(folder)).split("\n");
    expect(lines[0]).toBe(`moonpost: the scripts in ${join(folder, "scripts")} do not compile:`);
    expect(lines[1]).toMatch(/^moonpost: smtpsvr\.lua:2:8: 'then' expected near '='/);
  });

  test("a script whose top level fails", async () => {
    const { folder } = await serveFolder({ "smtpsvr.lua": "local t\nt.x = 1\n" });
    expect(await failedStart(folder)).toMatch(/moonpost: smtpsvr\.lua:2: attempt to index local 't' \(a nil value\)/);
  });

  test("another server on the same data folder", async () => {
    const place = await serveFolder({});
    await serve(place);
    expect(await failedStart(place.folder)).toMatch(/^moonpost: another moonpost already uses this data folder .*\n$/);
  });

  test("a configuration that is wrong has exit code 2", async () => {
    const { folder } = await serveFolder({});
    await writeFile(join(folder, "moonpost.config.json"), '{"servces": []}');
    expect(await runMoonpost(["serve"], folder)).toEqual({
      code: 2,
      stdout: "",
      stderr: 'moonpost: moonpost.config.json: servces: unknown key, found a list; did you mean "services"?\n',
    });
  });
});

test.each([
  ["whose text is wrong", "export default {\n  services: [\n    { port: 25 ]\n};\n", "line 3: Expected ',', got ']'"],
  ["that throws", '\nthrow new Error("boom");\n', "line 2: boom"],
])("a configuration in TypeScript %s is refused with its line", async (_, text, problem) => {
  const { folder } = await serveFolder({});
  await writeFile(join(folder, "a.config.ts"), text);
  expect(await runMoonpost(["serve", "--config", "a.config.ts"], folder)).toEqual({
    code: 2,
    stdout: "",
    stderr: `moonpost: a.config.ts: ${problem}\n`,
  });
});

test("after a restart with broken scripts the last version that worked is served", async () => {
  const place = await serveFolder({ "smtpsvr.lua": GREETING });
  await (await serve(place)).stop();
  await place.script("smtpsvr.lua", "function Start( return");
  const server = await serve(place);
  const client = await server.client();
  expect(await client.reply()).toBe("220 one");
  client.close();
  expect((await server.status()).scripts.failure?.problems.join()).toMatch(/smtpsvr\.lua:1/);
  expect(server.log.join("\n")).toContain("the last version that did is served instead");
});

test("nothing of a demonstration is left in the working folder but the data folder", async () => {
  const { folder } = await serveFolder({});
  const server = await serve({ folder, script: async () => undefined });
  await server.stop();
  expect((await readdir(folder)).sort()).toEqual(["data", "moonpost.config.json", "scripts"]);
});
