/** The scripts of a running server and what makes instances of them, as the configuration describes. */
import { join } from "node:path";
import type { Config } from "../config.ts";
import type { Directory } from "../directory/directory.ts";
import { hostSettings, hostUsers } from "../directory/host-directory.ts";
import { hostFactory } from "../host/create-host.ts";
import type { Log } from "../log.ts";
import { tuneV8 } from "../v8-flags.ts";
import { VERSION } from "../version.ts";
import { compileAtRunTime } from "./compile-at-run-time.ts";
import { compileForServer } from "./compile-for-server.ts";
import { compilerIdentity } from "./compiled-folder.ts";
import { type LiveScripts, startLiveScripts } from "./live-scripts.ts";
import { type ScriptOpener, scriptOpener } from "./open-script.ts";
import type { ScriptSet } from "./script-source.ts";
import { hasDebugger } from "./source-maps.ts";
import { scriptTrial } from "./try-scripts.ts";

export interface ServerScripts {
  readonly scripts: LiveScripts;
  readonly opener: ScriptOpener;
}

/** Throws an OperatorError if the scripts do not work and there is no earlier version that did. */
export async function serverScripts(config: Config, directory: Directory, log: Log): Promise<ServerScripts> {
  tuneV8();
  const { dialect, vpop3Version, severities, allow } = config.scripts;
  const room = log.log.child({ room: "scripts" });
  let { limits } = config.scripts;
  if (hasDebugger()) {
    room.warn("a debugger may stop the scripts: hook calls have no deadline, and run slower");
    limits = { ...limits, deadlineMs: Number.POSITIVE_INFINITY };
  }
  const compile = compileAtRunTime(config.scripts.folder);
  const settings = hostSettings(directory);
  const users = hostUsers(directory);
  const openerWith = (print: (bytes: string) => void): ScriptOpener => {
    const makeHost = hostFactory({ allow, print, compile, settings, users });
    return scriptOpener({ dialect, limits, hostFor: (set, message) => makeHost({ scripts: storeOf(set), message }) });
  };
  const compileOptions = { dialect, vpop3Version, severities };
  const scripts = await startLiveScripts({
    config: config.scripts,
    artefactFolder: join(config.dataFolder, "artefact"),
    about: { dialect, compiler: VERSION, runtime: VERSION },
    compiler: compilerIdentity(compileOptions),
    compile: compileForServer(compileOptions),
    tryOut: scriptTrial(openerWith(() => undefined)),
    log: room,
  });
  return { scripts, opener: openerWith((bytes) => log.luaOutput.append(bytes.replace(/\n$/, ""))) };
}

/** What `require` and its relatives find: the scripts of the same version as the one that asks. */
function storeOf(set: ScriptSet) {
  return {
    find: (name: string) => {
      const script = set.find(name);
      return script && { name: script.file, text: script.lua };
    },
  };
}
