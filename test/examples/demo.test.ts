import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { demonstration } from "../../server/cli/find-config.ts";
import { serve, serveFolder } from "../server/cli/serve-fixture.ts";
import { freePort } from "../server/local-port.ts";

const DEMO = fileURLToPath(new URL("../../examples/demo.ts", import.meta.url));

test("the demonstration's messages meet the fates that the example scripts give them; who reads the first line only sees no error", async () => {
  const port = await freePort();
  const standard = demonstration();
  const relays = standard.relays?.map((relay) => ({ ...relay, port })) ?? [];
  const place = await serveFolder({}, { ...standard, relays, outbox: { enabled: true, port } });
  await serve(place);
  const { stdout, stderr, status } = spawnSync(process.execPath, [DEMO], { cwd: place.folder, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  const rows = stdout.split("\n").map((line) => line.replaceAll(/ {2,}/g, " | "));
  const fates = [
    /^to another server \| 250 .* \| nobody: the server's default \| delivered to friend@elsewhere\.example$/,
    /^to a user here \| 250 .* \| nobody: the server's default \| delivered to ann@example\.com$/,
    /^from a domain nobody wants \| 550 5\.7\.1 win@lottery\.example: we never win \| smtpsvr\.lua DoMAILFROM \| with its sender$/,
    /^from a machine called spambot-7 \| 550 .* \| smtpsvr\.lua DoHELO \| with its sender$/,
    /^to an address for staff only \| 550 .* \| smtpsvr\.lua DoRCPTTO \| with its sender$/,
    /^with a program attached \| 550 .*game\.exe \| smtpsvr\.lua ProcessMessage \| with its sender$/,
    /^to somebody who has moved \| 250 .* \| smtpsvr\.lua ProcessMessage \| delivered to bob@example\.com$/,
    /^an invoice \| 250 .* \| smtprules_1\.lua First \| delivered to ann@example\.com, bob@example\.com$/,
    /^something confidential \| 250 .* \| smtprules_1\.lua First \| in the queue, held/,
    /^to be sent much later \| 250 .* \| relayout\.lua CheckFile \| in the queue, due: .*to be sent after 20991231180000$/,
    /^a test that nobody needs to see \| 250 .* \| smtpsvr\.lua ProcessMessage \| dropped$/,
  ];
  for (const fate of fates) expect(rows).toContainEqual(expect.stringMatching(fate));

  const piped = spawnSync("sh", ["-c", `"${process.execPath}" "${DEMO}" | head -n 1`], { cwd: place.folder, encoding: "utf8" });
  expect(piped).toMatchObject({ stderr: "", stdout: expect.stringMatching(/^Sending 11 messages to .*\n$/) });
});

test("without a server the demonstration says to start one", async () => {
  const { folder } = await serveFolder({});
  const { stderr, status } = spawnSync(process.execPath, [DEMO], { cwd: folder, encoding: "utf8" });
  expect(stderr).toMatch(/^no server answers on .*; start one with `npm start` in another terminal\n$/);
  expect(status).toBe(3);
});
