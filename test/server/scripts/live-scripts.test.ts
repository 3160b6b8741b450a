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

test("a reload compiles only what changed, and tells what is doubtful in that", async () => {
  const place = temporaryFolder();
  const folder = join(place, "scripts");
  await mkdir(folder);
  const write = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    await utimes(join(folder, name), 1, 1);
  };
  await write("smtpsvr.lua", "local unused");
  await write("extra.lua", "local idle");
  const config = checkConfig({ scripts: { folder, watch: false } }, "", place).scripts;
  const compile = compileForServer(config);
  const compiled: string[][] = [];
  const warnings: string[] = [];
  const start = () =>
    startLiveScripts({
      config,
      artefactFolder: join(place, "artefact"),
      about: { dialect: "vpop3", compiler: "1", runtime: "1" },
      compiler: "",
      compile: (texts, serving) => {
        compiled.push(texts.map(({ name }) => name));
        return compile(texts, serving);
      },
      tryOut: async () => [],
      log: pino({ level: "warn" }, { write: (line) => void warnings.push(String(/'\w+'/.exec(line))) }),
    });
  const live = await start();
  expect([compiled.splice(0), warnings.splice(0)]).toEqual([[["extra.lua", "smtpsvr.lua"]], ["'idle'", "'unused'"]]);
  await write("smtpsvr.lua", "local other");
  await live.reload();
  expect([compiled.splice(0), warnings.splice(0)]).toEqual([[["smtpsvr.lua"]], ["'other'"]]);
  const { scripts } = live.status().current;
  expect(scripts.map(({ name, compiledInMs }) => [name, typeof compiledInMs])).toEqual([
    ["extra.lua", "number"],
    ["smtpsvr.lua", "number"],
  ]);
  await live.close();
  await write("extra.lua", "local x");
  await (await start()).close();
  expect([compiled.splice(0), warnings.splice(0)]).toEqual([[["extra.lua"]], ["'x'", "'other'"]]);
});
