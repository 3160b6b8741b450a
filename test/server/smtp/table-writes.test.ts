/** The host sees what a script writes into a table that the host made, however it is written and whichever names were known before. */
import { afterEach, expect, it } from "vitest";
import { RawClient } from "./raw-client.ts";
import { scriptSet } from "./script-fixture.ts";
import { type SmtpFixture, startSmtp } from "./smtp-fixture.ts";

let fixture: SmtpFixture | undefined;
afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
});

const WRITES: readonly string[] = [
  'parameters.MAILFROM = "moved@example.org"',
  'parameters["MAILFROM"] = "moved@example.org"',
  'local key = "MAIL" .. "FROM" parameters[key] = "moved@example.org"',
  'rawset(parameters, "MAILFROM", "moved@example.org")',
  'parameters.mailfrom = "moved@example.org"',
  'parameters["MailFrom"] = "moved@example.org"',
  'for k in pairs(parameters) do local _ = parameters[k] end parameters.MAILFROM = "moved@example.org"',
  'parameters.MAILFROM = "first@example.org" parameters.MAILFROM = nil parameters.MAILFROM = "moved@example.org"',
  'local key = "MAIL" .. "FROM" parameters[key] = "first@example.org" parameters.MAILFROM = "moved@example.org"',
  'parameters.MAILFROM = "first@example.org" local key = "MAIL" .. "FROM" parameters[key] = "moved@example.org"',
  'parameters = { MAILFROM = "moved@example.org" }',
  'local t = {} for k, v in pairs(parameters) do t[k] = v end t.MAILFROM = "moved@example.org" parameters = t',
  'parameters = setmetatable({ MAILFROM = "moved@example.org" }, { __index = parameters, __newindex = function() end })',
  'for i = 1, 200 do parameters["X" .. i] = "y" end parameters.MAILFROM = "moved@example.org"',
  'for i = 1, 200 do parameters["X" .. i] = "y" end for i = 1, 200 do parameters["X" .. i] = nil end parameters.MAILFROM = "moved@example.org"',
];

it.each(WRITES)("%s", async (write) => {
  // The second version is loaded while the first is in use: its names become known between two sessions.
  const versions = [
    scriptSet({ "smtpsvr.lua": "function DoMAILFROM(data, from, p) p['Q' .. 'X'] = 'y' return p end" }),
    scriptSet({ "smtpsvr.lua": `function DoMAILFROM(data, from, parameters) ${write} return parameters end` }),
  ] as const;
  let version: 0 | 1 = 0;
  fixture = await startSmtp({}, { current: () => versions[version] });
  const send = async () => {
    const client = await RawClient.open(fixture?.port ?? 0);
    await client.reply();
    for (const line of ["EHLO x", "MAIL FROM:<move@example.org> SIZE=10 BODY=8BITMIME", "RCPT TO:<b@example.net>", "DATA"])
      expect(await client.ask(line)).toMatch(/^[23]/);
    expect(await client.ask("Subject: x\r\n\r\nx\r\n.")).toMatch(/^250/);
    client.close();
  };
  await send();
  version = 1;
  for (let i = 0; i < 3; i++) await send();
  const paths = (await fixture.queue.list()).map(({ reversePath }) => reversePath);
  expect(paths).toEqual(["move@example.org", ...Array(3).fill("moved@example.org")]);
  expect(fixture.luaErrors).toEqual([]);
});
