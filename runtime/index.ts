/**
 * The door for compiled scripts: everything an emitted module imports. A typed module imports it by name; what runs is the factory
 * form of the module, which gets the same functions as one object (`doorFor`).
 */
import type { Dialect } from "./dialect.ts";
import * as door from "./door.ts";
import type { ScriptInfo, ScriptTexts } from "./script-info.ts";
import { suspendedAlways } from "./suspend.ts";
import { sharedTableMaker } from "./table-maker.ts";
import { registerScript } from "./traceback.ts";

export * from "./door.ts";

/** What the factory form of a module gets. */
export type Door = typeof door;

export interface DoorOptions extends ScriptTexts {
  /** Decides how chunk names are shown. */
  readonly dialect: Dialect;
  /** Loaded at run time: may be forgotten when many more have been loaded. */
  readonly temporary?: boolean;
  /** The test switch: every call that the chunk checks suspends once (for chunks compiled with the same switch). */
  readonly everyCallSuspends?: boolean;
}

/** Makes a script known (`url` is what its JavaScript carries as its name) and gives the door for its factory. */
export function doorFor(url: string, info: ScriptInfo, options: DoorOptions): Door {
  const script = registerScript(url, info, options.dialect, options.temporary === true, options);
  const own: PropertyDescriptorMap = { at: { value: script.at } };
  if (options.temporary === true) own.tableMaker = { value: sharedTableMaker };
  if (options.everyCallSuspends) own.suspended = { value: suspendedAlways };
  return Object.create(door, own);
}
