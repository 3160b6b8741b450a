/**
 * `collectgarbage` and `gcinfo`. JavaScript's collector cannot be paused or tuned, so these settings are only remembered;
 * `collect` asks the host (not in `vpop3`), `count` tells the process's heap (all script instances together).
 *
 * Governing text: Lua 5.0 manual §5.1, Lua 5.1 manual §5.1, Lua 5.2 manual §6.1.
 */
import { argumentError } from "../error.ts";
import { rt } from "../machine.ts";
import { none, pair } from "../registers.ts";
import type { Result, Value } from "../value.ts";
import { optionalInteger, optionalString } from "./arguments.ts";
import { libraryState } from "./library-state.ts";
import { type Library, LUA50, LUA51, LUA52, UNTIL51, VPOP3 } from "./library.ts";

const KILOBYTE = 1024;

function usedBytes(): number {
  return rt.realm.host.memory.usedBytes();
}

/** A server's scripts share its heap: one of them cannot have all of it collected. */
function collect(): void {
  if (rt.realm.dialect === "vpop3") return;
  // The machine's registers hold values of calls that are over.
  rt.v0 = rt.v1 = rt.v2 = rt.resumed = undefined;
  rt.more = [];
  rt.walked = undefined;
  rt.walkedFields = [];
  rt.realm.host.memory.collect();
}

/** 5.0: sets the threshold in kilobytes; 0, the default, collects at once. */
function collectgarbage50(limit?: Value): Result {
  const kilobytes = optionalInteger(limit, 1, "collectgarbage", 0);
  libraryState().collectorThreshold = kilobytes;
  if (kilobytes * KILOBYTE < usedBytes()) collect();
  return none();
}

/** What a cycle of the collector takes: PUC Lua's heap has some 20 KB at the start, and each step looks at two. */
const KILOBYTES_OF_CYCLE = 24;
const KILOBYTES_OF_STEP = 2;

/** Goes a step on in the cycle: true if that ends it. A cycle is done at once, with its last step. */
function collectorStep(kilobytes: number): boolean {
  const state = libraryState();
  state.collected += Math.max(KILOBYTES_OF_STEP, kilobytes);
  if (state.collected < KILOBYTES_OF_CYCLE) return false;
  state.collected = 0;
  collect();
  return true;
}

function collectgarbage(option?: Value, argument?: Value): Result {
  // VPOP3 takes 5.0's number as well.
  if (typeof option === "number" && rt.realm.dialect === "vpop3") return collectgarbage50(option);
  const name = optionalString(option, 1, "collectgarbage", "collect");
  const value = optionalInteger(argument, 2, "collectgarbage", 0);
  const state = libraryState();
  switch (name) {
    case "collect":
      state.collected = 0;
      collect();
      return 0;
    case "count": {
      const bytes = usedBytes();
      return rt.realm.dialect === "5.1" ? bytes / KILOBYTE : pair(bytes / KILOBYTE, bytes % KILOBYTE);
    }
    case "step":
      return collectorStep(value);
    case "stop":
      state.collectorRuns = false;
      return 0;
    case "restart":
      state.collectorRuns = true;
      return 0;
    case "setpause": {
      const before = state.collectorPause;
      state.collectorPause = value;
      return before;
    }
    case "setstepmul": {
      const before = state.collectorStep;
      state.collectorStep = value;
      return before;
    }
  }
  if (rt.realm.dialect !== "5.1") {
    if (name === "isrunning") return state.collectorRuns;
    if (name === "generational" || name === "incremental") return 0;
    if (name === "setmajorinc") return 200;
  }
  return argumentError(1, "collectgarbage", `invalid option '${name}'`);
}

/** The heap in kilobytes; in 5.0 with the threshold. */
function gcinfo(): Result {
  const kilobytes = Math.floor(usedBytes() / KILOBYTE);
  return rt.realm.dialect === "5.1" ? kilobytes : pair(kilobytes, libraryState().collectorThreshold);
}

export const GARBAGE: Library = [
  ["collectgarbage", LUA50, collectgarbage50],
  ["collectgarbage", LUA51 | LUA52 | VPOP3, collectgarbage],
  ["gcinfo", UNTIL51, gcinfo],
];
