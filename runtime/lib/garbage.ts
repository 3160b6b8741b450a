/**
 * `collectgarbage` and `gcinfo`. What programs see of the collector is in collector.ts; finalisers in finalizers.ts.
 *
 * Governing text: Lua 5.0 manual §5.1, Lua 5.1 manual §5.1, Lua 5.2 manual §6.1.
 */
import { charge } from "../budget.ts";
import { cString } from "../c-string.ts";
import { argumentError } from "../error.ts";
import { AGAIN, type Frame, rt } from "../machine.ts";
import { none, pair } from "../results.ts";
import type { Result, Value } from "../value.ts";
import { checkNumber, optionalInteger, optionalString, toInt } from "./arguments.ts";
import { type Library, LUA50, LUA51, LUA52, UNTIL51, VPOP3 } from "./library.ts";
import { libraryState } from "./library-state.ts";
import { resumable } from "./resumable.ts";

const KILOBYTE = 1024;

/** Collects garbage, and gives `answer`. A server's scripts share its heap: none of them can have it collected. */
function collected(answer: Result): Result {
  const { realm } = rt;
  if (realm.sharesHeap) return answer;
  if (realm.hasWeakTables || realm.finalizers?.empty === false) return resumable(collection(answer));
  // Nothing but the figures tells whether it happened.
  libraryState().collector.measure();
  return answer;
}

/** Collects garbage as exactly as PUC Lua does, and finalises. */
function* collection(answer: Result): Frame {
  // JavaScript's stack may hold what Lua's no longer has, so we leave it: the frames of Lua are captured with what is live in them.
  rt.transfer = [];
  rt.reason = AGAIN;
  yield;
  // The machine's registers hold values of calls that are over.
  rt.v0 = rt.v1 = rt.v2 = rt.resumed = undefined;
  rt.more = [];
  rt.walked = undefined;
  rt.walkedFields = [];
  const { host, finalizers } = rt.realm;
  if (finalizers === undefined || finalizers.empty) {
    host.memory.collect();
    libraryState().collector.measure();
    return answer;
  }
  finalizers.find();
  libraryState().collector.measure();
  yield* finalizers.run();
  return answer;
}

/** 5.0: sets the threshold in kilobytes, none if it is negative or does not fit into C's int; collects at once if it is reached, as by 0, the default. */
function collectgarbage50(limit?: Value): Result {
  charge(ASKING_FUEL);
  const kilobytes = limit === undefined ? 0 : toInt(checkNumber(limit, 1, "collectgarbage"));
  const { collector } = libraryState();
  const used = collector.bytes();
  collector.threshold = kilobytes < 0 ? Number.POSITIVE_INFINITY : kilobytes * KILOBYTE;
  return used >= collector.threshold ? collected(none()) : none();
}

/** Fuel for asking for a collection or a figure: V8 takes some microseconds to tell how large its heap is. */
const ASKING_FUEL = 100;

const OPTIONS = ["collect", "count", "step", "stop", "restart", "setpause", "setstepmul"];
const OPTIONS_52 = ["isrunning", "generational", "incremental", "setmajorinc"];

/** What the options set; they give the value before. */
const PARAMETERS: Readonly<Record<string, "pause" | "stepMultiplier" | "majorIncrement">> = {
  setpause: "pause",
  setstepmul: "stepMultiplier",
  setmajorinc: "majorIncrement",
};

function collectgarbage(option?: Value, argument?: Value): Result {
  charge(ASKING_FUEL);
  // VPOP3 takes 5.0's number as well.
  if (typeof option === "number" && rt.realm.dialect === "vpop3") return collectgarbage50(option);
  const name = cString(optionalString(option, 1, "collectgarbage", "collect"));
  if (!OPTIONS.includes(name) && !(rt.realm.dialect !== "5.1" && OPTIONS_52.includes(name)))
    return argumentError(1, "collectgarbage", `invalid option '${name}'`);
  const value = optionalInteger(argument, 2, "collectgarbage", 0);
  const { collector } = libraryState();
  switch (name) {
    case "collect":
      return collected(0);
    case "count": {
      const bytes = collector.bytes();
      return rt.realm.dialect === "5.1" ? bytes / KILOBYTE : pair(bytes / KILOBYTE, bytes % KILOBYTE);
    }
    case "step":
      return rt.realm.sharesHeap || collector.step(value) ? collected(true) : false;
    case "stop":
      collector.running = false;
      return 0;
    case "restart":
      collector.running = true;
      return 0;
    case "isrunning":
      return collector.running;
  }
  const parameter = PARAMETERS[name];
  if (parameter === undefined) return 0;
  const before = collector[parameter];
  collector[parameter] = value;
  return before;
}

/** The memory in use in kilobytes; in 5.0 with the threshold. */
function gcinfo(): Result {
  charge(ASKING_FUEL);
  const { collector } = libraryState();
  const used = collector.bytes();
  const { threshold } = collector;
  const kilobytes = Math.floor(used / KILOBYTE);
  if (rt.realm.dialect === "5.1") return kilobytes;
  // Of no threshold C's int holds the lowest bits; on a server the heap passes it.
  return pair(kilobytes, threshold === Number.POSITIVE_INFINITY ? -1 : Math.floor(Math.max(used, threshold) / KILOBYTE));
}

export const GARBAGE: Library = [
  ["collectgarbage", LUA50, collectgarbage50],
  ["collectgarbage", LUA51 | LUA52 | VPOP3, collectgarbage],
  ["gcinfo", UNTIL51, gcinfo],
];
