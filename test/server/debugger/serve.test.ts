/** Breakpoints in the hooks of a running server, met by mail over real sockets. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import type { ConfigInput } from "../../../server/config.ts";
import { type Serving, send, serve, serveFolder } from "../cli/serve-fixture.ts";
import { inspectorUrl } from "./debug-lua.ts";
import { Debugger } from "./debugger.ts";

const HOOKS = `local module = require("counting")
local seen = 0

function DoRCPTTO(recipient, notify, orcpt)
  seen = seen + 1
  local domain = recipient:match("@([%w.]+)")
  os.sleep(5)
  local count = module.count(domain)
  last = domain .. " " .. count
  return "250 ok " .. last
end
`;

const MODULE = `local M = {}
function M.count(domain)
  local length = #domain
  return length
end
return M
`;

async function debugged(scripts: Readonly<Record<string, string>>, config: ConfigInput = {}) {
  const place = await serveFolder(scripts, config);
  const server = await serve(place, ["--inspect=127.0.0.1:0"]);
  const [url] = server.log.map(inspectorUrl).filter((found) => found !== undefined);
  if (url === undefined) throw new Error("the server does not listen for a debugger");
  const tool = await Debugger.connect(url);
  onTestFinished(() => tool.close());
  const sourceOf = (name: string): string => pathToFileURL(join(place.folder, "scripts", name)).href;
  return { place, server, tool, sourceOf };
}

function mail(server: Serving): Promise<string> {
  return send(server.port, "a@example.com", "bob@example.org", "Subject: test\n\ntext");
}

test("a hook stops before and after it has waited, with its names in view, and in the module that it requires", async () => {
  const { server, tool, sourceOf } = await debugged({ "smtpsvr.lua": HOOKS, "counting.lua": MODULE });
  const [hooks, module] = [sourceOf("smtpsvr.lua"), sourceOf("counting.lua")];
  await tool.script(module);
  await tool.breakAt(hooks, 6);
  await tool.breakAt(hooks, 10);
  await tool.breakAt(module, 4);
  const answer = mail(server);

  const before = await tool.stop();
  expect([before.source, before.line]).toEqual([hooks, 6]);
  expect(await tool.variables(before)).toMatchObject({
    local: { recipient: "<bob@example.org>", domain: undefined },
    closure: { seen: 1 },
  });
  const next = await tool.step(before);
  expect(next?.line).toBe(7);
  expect(next && (await tool.variables(next))).toMatchObject({ local: { domain: "example.org" } });
  await tool.resume();

  const inModule = await tool.stop();
  expect([inModule.source, inModule.line]).toEqual([module, 4]);
  expect(await tool.variables(inModule)).toMatchObject({ local: { domain: "example.org", length: 11 } });
  const back = await tool.step(inModule, "Out");
  expect([back?.source, back?.line]).toEqual([hooks, 8]);
  await tool.resume();

  const after = await tool.stop();
  expect([after.source, after.line]).toEqual([hooks, 10]);
  expect(await tool.variables(after)).toMatchObject({ local: { domain: "example.org", count: 11 } });
  expect(await tool.evaluate(after, "$last.v")).toBe("example.org 11");
  await tool.resume();
  expect(await answer).toMatch(/^250 /);
});

test("after a reload the breakpoint is in the new version", async () => {
  const script = (word: string): string => `function DoNOOP()\n  local word = "${word}"\n  return "250 " .. word\nend\n`;
  const { place, server, tool, sourceOf } = await debugged({ "smtpsvr.lua": script("old") });
  const source = sourceOf("smtpsvr.lua");
  await tool.script(source);
  await tool.breakAt(source, 4);
  const stopIn = async (line: number, word: string): Promise<void> => {
    const client = await server.client();
    await client.reply();
    await client.ask("EHLO test.example");
    const answer = client.ask("NOOP");
    const stop = await tool.stop();
    expect([stop.line, (await tool.variables(stop)).local]).toEqual([line, expect.objectContaining({ word })]);
    await tool.resume();
    expect(await answer).toBe(`250 ${word}`);
    client.close();
  };
  const reloaded = server.logged(/scripts reloaded/);
  await place.script("smtpsvr.lua", `-- one line more\n${script("new")}`);
  await reloaded;
  await tool.script(source, 2);
  await stopIn(4, "new");
});

test("who looks at a stop for long does not pass the deadline of the hook", async () => {
  const { server, tool, sourceOf } = await debugged(
    { "smtpsvr.lua": "function DoNOOP()\n  local answer = '250 still here'\n  return answer\nend\n" },
    { scripts: { limits: { deadlineMs: 1 } } },
  );
  const source = sourceOf("smtpsvr.lua");
  await tool.script(source);
  await tool.breakAt(source, 3);
  const client = await server.client();
  await client.reply();
  await client.ask("EHLO test.example");
  const answer = client.ask("NOOP");
  const stop = await tool.stop();
  // The clock of the process goes on while it is stopped.
  const began = Number(await tool.evaluate(stop, "performance.now()"));
  while (Number(await tool.evaluate(stop, "performance.now()")) < began + 20);
  await tool.resume();
  expect(await answer).toBe("250 still here");
  client.close();
});
