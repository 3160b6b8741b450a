/** Several services of one server: each with its own number, name, rules script and rules, one queue behind all. */
import { expect, test } from "vitest";
import { RawClient } from "../smtp/raw-client.ts";
import { serve, serveFolder } from "./serve-fixture.ts";

const rules = (id: number) => `
function First(data, size, stage)
  local latest = data.Recipients[#data.Recipients]
  if stage == 2 and latest == "script@example.net" then return 2, 0, "", "550 5.7.1 rules script ${id}" end
end`;

test("two services side by side answer for themselves", async () => {
  const place = await serveFolder(
    {
      "smtpsvr.lua": 'function DoNOOP() return "250 " .. ServerID .. " " .. ServerName end',
      "smtprules_1.lua": rules(1),
      "smtprules_2.lua": rules(2),
    },
    {
      services: [
        { id: 1, name: "Incoming", port: 0 },
        { id: 2, name: "Submission", port: 0 },
      ],
      rules: [
        {
          name: "only of the second",
          service: 2,
          conditions: [{ field: "recipient", value: "rule@example.net" }],
          action: "reject",
          value: "550 5.7.1 rule of service 2",
        },
      ],
    },
  );
  const server = await serve(place);
  const { services } = await server.status();
  const answers = await Promise.all(
    services.map(async ({ address }) => {
      const client = await RawClient.open(Number(address.split(":").at(-1)));
      await client.reply();
      await client.ask("EHLO test.example");
      const noop = await client.ask("NOOP");
      await client.ask("MAIL FROM:<ann@example.org>");
      const script = await client.ask("RCPT TO:<script@example.net>");
      const rule = await client.ask("RCPT TO:<rule@example.net>");
      await client.ask("RCPT TO:<bob@example.net>");
      await client.ask("DATA");
      const data = (await client.ask("Subject: x\r\n\r\nx\r\n."))?.slice(0, 3);
      client.close();
      return { noop, script, rule: rule?.slice(0, 9), data };
    }),
  );
  expect(answers).toEqual([
    { noop: "250 1 Incoming", script: "550 5.7.1 rules script 1", rule: "250 2.1.5", data: "250" },
    { noop: "250 2 Submission", script: "550 5.7.1 rules script 2", rule: "550 5.7.1", data: "250" },
  ]);
});
