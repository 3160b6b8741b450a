/**
 * The string library of each dialect; `vpop3` has the functions of all versions with the meaning of 5.2 (VPOP3.md §8.2).
 *
 * Governing text: Lua 5.0 manual §5.3, Lua 5.1 manual §5.4, Lua 5.2 manual §6.4.
 */
import type { Dialect } from "../dialect.ts";
import { stringRulesOf } from "../string-rules.ts";
import type { LuaTable } from "../table.ts";
import { EVERY, type Library, SINCE51, tableOf, UNTIL51 } from "./library.ts";
import { byte, byte50, char, dump, len, lower, rep, rep51, reverse, sub, upper } from "./string-basic.ts";
import { format } from "./string-format.ts";
import { createGsub } from "./string-gsub.ts";
import { createGmatch, find, match } from "./string-match.ts";

function createFunctions(dialect: Dialect): Library {
  const rules = stringRulesOf(dialect);
  const gmatch = createGmatch(rules, "gmatch");
  return [
    ["byte", EVERY, dialect === "5.0" ? byte50 : byte],
    ["char", EVERY, char],
    ["dump", EVERY, dump],
    ["find", EVERY, find],
    ["format", EVERY, format],
    ["gfind", UNTIL51, dialect === "5.0" ? createGmatch(rules, "gfind") : gmatch],
    ["gmatch", SINCE51, gmatch],
    ["gsub", EVERY, createGsub(rules)],
    ["len", EVERY, len],
    ["lower", EVERY, lower],
    ["match", SINCE51, match],
    ["rep", EVERY, rules.version52 ? rep : rep51],
    ["reverse", SINCE51, reverse],
    ["sub", EVERY, sub],
    ["upper", EVERY, upper],
  ];
}

/** The functions of each dialect, made when first asked for and shared by all instances of the process. */
const FUNCTIONS = new Map<Dialect, Library>();

/** A fresh table with the string functions of `dialect`. */
export function createStringLibrary(dialect: Dialect): LuaTable {
  let functions = FUNCTIONS.get(dialect);
  if (functions === undefined) {
    functions = createFunctions(dialect);
    FUNCTIONS.set(dialect, functions);
  }
  return tableOf(functions, dialect);
}
