import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { fileURLToPath } from "node:url";
import { createTransport } from "nodemailer";
import { expect, it, onTestFinished } from "vitest";
import { openLog } from "../../server/log.ts";
import { checkConfig } from "../../server/read-config.ts";
import { startServer } from "../../server/start-server.ts";
import { testRelay } from "../server/queue/test-relay.ts";
import { temporaryFolder } from "../temporary-folder.ts";

interface Scripts {
  /** A folder of examples, or the text of relayout.lua. */
  readonly example?: string;
  readonly relayout?: string;
}

async function server(scripts: Scripts, relays: number) {
  const folder = temporaryFolder();
  if (scripts.example !== undefined) {
    const example = fileURLToPath(new URL(`../../examples/${scripts.example}/scripts`, import.meta.url));
    cpSync(example, join(folder, "scripts"), { recursive: true });
  } else {
    mkdirSync(join(folder, "scripts"));
    writeFileSync(join(folder, "scripts", "relayout.lua"), scripts.relayout ?? "");
  }
  const servers = await Promise.all(Array.from({ length: relays }, () => testRelay()));
  const config = checkConfig(
    {
      admin: { enabled: false },
      logging: { level: "error" },
      scripts: { watch: false },
      services: [{ port: 0 }],
      directory: { users: [{ name: "ann" }] },
      relays: servers.map(({ port }, i) => ({ name: `relay ${i}`, port, tls: "none", maxConnections: 1 })),
    },
    "test",
    folder,
  );
  // The log's console is a terminal only for its width and colours; any stream that takes lines will do.
  const log = openLog(config.logging, new PassThrough().resume() as unknown as NodeJS.WriteStream);
  const running = await startServer(config, "", log);
  onTestFinished(async () => {
    await running.stop(1000);
    log.flush();
  });
  const address = (await running.status()).services[0]?.address ?? "";
  const client = createTransport({ host: "127.0.0.1", port: Number(address.split(":")[1]), ignoreTLS: true });
  const send = (subject: string, size = 10, to = "bob@example.org") =>
    client.sendMail({ from: "ann@example.com", to, subject, text: "0123456789abcdef\n".repeat(size / 16) });
  const subjects = () => servers.map(({ taken }) => taken.map(({ text }) => /^Subject: (.*)\r$/m.exec(text)?.[1]).sort());
  return { running, folder, send, subjects };
}

it("shares mail between two relays by size, with the wiki's script as it stands", { timeout: 30_000 }, async () => {
  const { send, subjects } = await server({ example: "relay-by-size" }, 2);
  await Promise.all([send("small"), send("big", 100_000), send("tiny", 16)]);
  await expect.poll(subjects, { timeout: 10_000 }).toEqual([["big"], ["small", "tiny"]]);
});

it("keeps what CheckFile skips, with its reason, and sends a message whose CheckFile fails", { timeout: 30_000 }, async () => {
  const relayout = `
    function CheckFile(filename, actions, size, created, from, recipients, data, lines)
      if data["SUBJECT"] == "wait" then
        actions.SkipSend = 1
        actions.Reason = "for " .. recipients[1] .. " from " .. from .. " at " .. string.len(created)
      elseif data["subject"] == "crash" then
        local nothing
        return nothing.here
      end
      return actions
    end`;
  const { running, folder, send, subjects } = await server({ relayout }, 1);
  await Promise.all([send("wait"), send("crash"), send("go")]);
  await expect.poll(subjects, { timeout: 10_000 }).toEqual([["crash", "go"]]);
  await expect
    .poll(async () => (await running.queue.list()).map(({ state, reason }) => `${state}: ${reason}`))
    .toEqual(["due: CheckFile skipped it: for bob@example.org from ann@example.com at 14"]);
  await running.stop(0);
  const errors = () => readFileSync(join(folder, "data", "LUAERRORS.LOG"), "latin1");
  await expect.poll(errors).toContain("relayout.lua:8: attempt to index local 'nothing' (a nil value)");
});

it("puts mail for a local user into the mailbox", { timeout: 30_000 }, async () => {
  const { folder, send, subjects } = await server({ relayout: "" }, 1);
  await send("for you", 16, "ann@example.com");
  const mailbox = join(folder, "data", "mailboxes", "ann", "new");
  await expect.poll(() => readdirSync(mailbox).length, { timeout: 10_000 }).toBe(1);
  expect(readFileSync(join(mailbox, readdirSync(mailbox)[0] ?? ""), "latin1")).toMatch(
    /^Return-Path: <ann@example\.com>\r\nReceived: /,
  );
  expect(subjects()).toEqual([[]]);
});
