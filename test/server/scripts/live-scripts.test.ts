import { mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { checkConfig } from "../../../server/read-config.ts";
import { compileForServer } from "../../../server/scripts/compile-for-server.ts";
import { startLiveScripts } from "../../../server/scripts/live-scripts.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

test("a script that changes while the scripts are loaded for the first time is loaded next", async () => {
  const place = temporaryFolder();
  const folder = join(place, "scripts");
  const script = join(folder, "smtpsvr.lua");
  await mkdir(folder);
  await writeFile(script, 'function Start() return "220 one" end');
  await utimes(script, 1, 1);
  let reloaded: () => void = () => undefined;
  const reloads = new Promise<void>((resolve) => {
    reloaded = resolve;
  });
  const config = checkConfig({ scripts: { folder } }, "", place).scripts;
  const compile = compileForServer(config);
  const live = await startLiveScripts({
    config,
    artefactFolder: join(place, "artefact"),
    about: { dialect: "vpop3", compiler: "1", runtime: "1" },
    compiler: "",
    compile: async (texts, serving) => {
      if (!serving) await writeFile(script, 'function Start() return "220 two" end');
      return compile(texts, serving);
    },
    tryOut: async () => [],
    log: pino({}, { write: (line) => void (line.includes("scripts reloaded") && reloaded()) }),
  });
  onTestFinished(() => live.close());
  const { version } = live.current();
  await reloads;
  expect(live.current().version).not.toBe(version);
});
