import type { HostGlobals, ScriptInstance } from "../../runtime/instance.ts";
import { configSchema } from "../../server/config.ts";
import { hostFactory } from "../../server/host/create-host.ts";
import { prepareArtefact } from "../../server/scripts/artefact.ts";
import { isError } from "../../server/scripts/check-script.ts";
import { compileAtRunTime } from "../../server/scripts/compile-at-run-time.ts";
import { compileScripts } from "../../server/scripts/compile-scripts.ts";
import { loadArtefact } from "../../server/scripts/load-artefact.ts";
import { scriptOpener } from "../../server/scripts/open-script.ts";
import { readScriptFolder } from "../../server/scripts/script-folder.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** An instance of the script `name` of `folder`; its clock shows `nowMs` as local time. */
export async function testScripts(folder: string, nowMs: number, name: string, globals: HostGlobals): Promise<ScriptInstance> {
  const { scripts: settings } = configSchema.parse({});
  const { scripts, diagnostics } = compileScripts((await readScriptFolder(folder)).scripts, settings);
  if (diagnostics.some(isError)) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const artefact = temporaryFolder();
  const manifest = await prepareArtefact(artefact, scripts, { dialect: settings.dialect, compiler: "test", runtime: "test" });
  const set = await loadArtefact(artefact, manifest);
  const script = set.find(name);
  if (!script) throw new Error(`${folder} has no ${name}`);
  const makeHost = hostFactory({
    allow: { ...settings.allow, files: "none", settings: "none" },
    print: () => undefined,
    compile: compileAtRunTime(),
    settings: { get: () => undefined, set: () => false },
    users: { list: () => [], getSetting: () => undefined, setSetting: () => false, expandAddress: () => [] },
  });
  const clock = {
    nowMs: () => nowMs,
    cpuSeconds: () => 0,
    zone: () => ({ offsetSeconds: 0, daylightSaving: false, name: "UTC" }),
  };
  const opener = scriptOpener({
    dialect: settings.dialect,
    limits: settings.limits,
    hostFor: (_set, message) => ({ ...makeHost({ scripts: { find: () => undefined }, message }), clock }),
  });
  const { instance, failure } = await opener.open(set, script, globals, () => undefined);
  if (failure) throw new Error(failure.message);
  return instance;
}
