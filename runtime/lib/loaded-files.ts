/**
 * The main functions of the files that an instance has loaded, so that the debug library finds the one that runs at a level of the stack although
 * nothing on JavaScript's stack leads to it. Texts are not noted: programs load them by the thousand. Nor are files with environments of their own,
 * which would live as long as the program.
 */
import { compiledFunction } from "../dump.ts";
import { Box } from "../environment.ts";
import { rt } from "../machine.ts";
import type { Script } from "../script-info.ts";
import type { LuaFunction, Value } from "../value.ts";

interface LoadedFile {
  readonly main: LuaFunction;
  /** 5.2: its upvalue `_ENV`. What is assigned to it has no effect. */
  readonly environment: Box;
}

const FILES = Symbol("loaded files");

/** By their names; of a file that was loaded again the last one. */
function loadedFiles(): Map<string, LoadedFile> {
  const { registry } = rt.realm;
  const known = registry.get(FILES);
  const files: Map<string, LoadedFile> = known instanceof Map ? known : new Map();
  if (known === undefined) registry.set(FILES, files);
  return files;
}

/** Notes the main function of a file. On a server nobody asks for it. */
export function noteFile(chunkName: string, main: LuaFunction, environment: Value): void {
  const { sharesHeap, globals } = rt.realm;
  if (!sharesHeap && environment === globals) loadedFiles().set(chunkName, { main, environment: new Box(environment) });
}

/** The main function of a script. */
export function mainOf(script: Script): LuaFunction | undefined {
  const main = loadedFiles().get(script.info.source)?.main;
  return main !== undefined && compiledFunction(main)?.script === script ? main : undefined;
}

/** The environment of a file's main function. */
export function environmentOfFile(main: LuaFunction): Box | undefined {
  for (const file of loadedFiles().values()) if (file.main === main) return file.environment;
  return undefined;
}
