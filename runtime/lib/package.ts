/**
 * `require` and the table `package`. Modules come from the script store (VPOP3.md §1.4). Native ones cannot be loaded: the searchers for them, which
 * only 5.1 and 5.2 have, find them and say so.
 *
 * The `vpop3` dialect searches as 5.2 does; it also tries a module's name with its dots left alone (`require "shared.lua"`), and takes a search path
 * in 5.0's global `LUA_PATH`.
 *
 * Governing text: Lua 5.0 manual §5.1 (`require`), Lua 5.1 manual §5.3, Lua 5.2 manual §6.3.
 */
import { charge, chargeMemory, tick } from "../budget.ts";
import { cString } from "../c-string.ts";
import { call } from "../call.ts";
import type { Dialect } from "../dialect.ts";
import { LuaError, quoted, raise } from "../error.ts";
import { isDenied } from "../host.ts";
import { index } from "../indexing.ts";
import { type Frame, rt } from "../machine.ts";
import { numberToString } from "../number.ts";
import { first, none, pair, suspended } from "../results.ts";
import { LuaTable } from "../table.ts";
import type { Result, Value } from "../value.ts";
import { checkString, checkTable, optionalString } from "./arguments.ts";
import { dialectBit, EVERY, fill, type Library, LUA50, LUA51, note, SINCE51, SINCE52 } from "./library.ts";
import { libraryState } from "./library-state.ts";
import { isThere, loadlib, loadScript, NO_NATIVE_LIBRARIES } from "./load.ts";
import { resumable } from "./resumable.ts";
import { chargeString } from "./string-basic.ts";

/** Where Debian's packages of Lua look, which install modules in `/usr/share`. */
const DEFAULT_PATH: Readonly<Record<Dialect, string>> = {
  "5.0": "?;?.lua",
  "5.1": `./?.lua;${scriptFolders("5.1")}`,
  "5.2": `${scriptFolders("5.2")};./?.lua`,
  vpop3: "?.lua;?",
};

/** The same for native modules. */
const DEFAULT_NATIVE_PATH: Readonly<Record<Dialect, string>> = {
  "5.0": "",
  "5.1": `./?.so;${nativeFolders("5.1")}`,
  "5.2": `${nativeFolders("5.2")};./?.so`,
  vpop3: "",
};

function scriptFolders(version: string): string {
  const folders = [`/usr/local/share/lua/${version}`, `/usr/local/lib/lua/${version}`, `/usr/share/lua/${version}`];
  return folders.flatMap((folder) => [`${folder}/?.lua`, `${folder}/?/init.lua`]).join(";");
}

function nativeFolders(version: string): string {
  const folders = ["/usr/local/lib/lua", "/usr/lib/x86_64-linux-gnu/lua", "/usr/lib/lua"];
  const all = folders.map((folder) => `${folder}/${version}/?.so`);
  return [...all, `/usr/local/lib/lua/${version}/loadall.so`].join(";");
}

/** A search path: from its environment variable where scripts may read that, `;;` standing for the default. */
function searchPath(dialect: Dialect, variable = "LUA_PATH", fallback: string = DEFAULT_PATH[dialect]): string {
  const { environment } = rt.realm.host;
  if (dialect === "vpop3" || isDenied(environment) || environment.hasNoSearchPaths === true) return fallback;
  const given = (dialect === "5.2" ? environment.get(`${variable}_5_2`) : undefined) ?? environment.get(variable);
  if (given === undefined) return fallback;
  if (dialect === "5.0") return given;
  return given.replaceAll(";;", `;${fallback};`);
}

/** All of `what` in the text replaced; charged before, because the result may be of any length. */
function allReplaced(text: string, what: string, by: string): string {
  if (what === "") return text;
  charge(text.length >> 4);
  const parts = text.split(what);
  chargeString(text.length + (parts.length - 1) * by.length);
  return parts.join(by);
}

/** Fuel for looking for a file. */
const LOOK_FUEL = 20;

/** The first file of `path` that the store has, or the list of those it tried. */
function search(
  name: string,
  path: string,
  separator: string,
  folder: string,
): { readonly file: string } | { readonly tried: string } {
  const text = cString(name);
  const spellings = [allReplaced(text, separator, folder)];
  if (rt.realm.dialect === "vpop3" && spellings[0] !== text) spellings.unshift(text);
  let tried = "";
  charge(path.length >> 2);
  for (const template of cString(path).split(";")) {
    if (template === "") continue;
    for (const spelling of spellings) {
      const file = allReplaced(template, "?", spelling);
      charge(LOOK_FUEL);
      if (isThere(file)) return { file };
      tried += `\n\tno file '${file}'`;
    }
  }
  return { tried };
}

function searchpath(name?: Value, path?: Value, separator?: Value, folder?: Value): Result {
  const count = arguments.length;
  // GCC looks at the last argument first.
  const between = optionalString(folder, 4, "searchpath", "/");
  const dot = optionalString(separator, 3, "searchpath", ".");
  const templates = checkString(path, 2, "searchpath", count);
  const found = search(checkString(name, 1, "searchpath", count), templates, dot, between);
  return "file" in found ? found.file : pair(undefined, found.tried);
}

function packageTable(): LuaTable {
  // Reading the global makes the table, if nobody did before.
  if (libraryState().packageTable === undefined) rt.realm.globals.get("package");
  return libraryState().packageTable ?? raise("'package' was removed before it was used");
}

/** The table `package.loaded`. */
export function loadedModules(): LuaTable {
  packageTable();
  return libraryState().packageLoaded ?? raise("'package.loaded' is not there");
}

/** The table `package.preload`, as it was made. */
export function preloadedModules(): LuaTable {
  packageTable();
  return libraryState().packagePreload ?? raise("'package.preload' is not there");
}

/** The first searcher: `package.preload`. */
function searchPreload(name?: Value): Result {
  const module = checkString(name, 1, "require");
  // 5.2 keeps the table where scripts do not replace it.
  const preload = rt.realm.dialect === "5.2" ? preloadedModules() : packageTable().get("preload");
  if (!(preload instanceof LuaTable)) return raise("'package.preload' must be a table");
  return preload.get(module) ?? `\n\tno field package.preload['${module}']`;
}

function pathField(name: "path" | "cpath"): string {
  const path = packageTable().get(name);
  if (typeof path === "string") return path;
  return typeof path === "number" ? numberToString(path) : raise(`'package.${name}' must be a string`);
}

/** The second searcher: the script store. */
function searchStore(name?: Value): Result {
  const module = checkString(name, 1, "require");
  const { dialect, globals } = rt.realm;
  const old = dialect === "vpop3" ? globals.get("LUA_PATH") : undefined;
  const found = search(module, typeof old === "string" ? old : pathField("path"), ".", "/");
  if ("tried" in found) return found.tried;
  const loaded = loadScript(found.file, "bt", globals);
  // No position: it is `require` that called the searcher.
  if ("refusal" in loaded) throw new LuaError(`error loading module '${module}' from file '${found.file}':\n\t${loaded.refusal}`);
  return dialect === "5.1" ? loaded.main : pair(loaded.main, found.file);
}

/** The third searcher: native modules. */
function searchNative(name?: Value): Result {
  const module = checkString(name, 1, "require");
  return nativeModule(module, module);
}

/** The fourth searcher: a native module that holds those below it, `a` for `a.b`. */
function searchNativeRoot(name?: Value): Result {
  const module = checkString(name, 1, "require");
  const end = module.indexOf(".");
  return end < 0 ? none() : nativeModule(module, module.slice(0, end));
}

function nativeModule(module: string, sought: string): Result {
  const found = search(sought, pathField("cpath"), ".", "/");
  if ("tried" in found) return found.tried;
  throw new LuaError(`error loading module '${module}' from file '${found.file}':\n\t${NO_NATIVE_LIBRARIES}`);
}

function require(name?: Value): Result {
  return resumable(requireModule(cString(checkString(name, 1, "require", arguments.length))));
}

function* requireModule(name: string): Frame {
  const state = libraryState();
  const pack = packageTable();
  const loaded = state.packageLoaded ?? new LuaTable();
  const known = loaded.get(name);
  if (known === state.loadingMark) return raise(`loop or previous error loading module '${name}'`);
  if (known !== undefined && known !== false) return known;
  const { dialect } = rt.realm;
  const list = dialect === "5.1" ? "loaders" : "searchers";
  const searchers = pack.get(list);
  if (!(searchers instanceof LuaTable)) return raise(`'package.${list}' must be a table`);
  let tried = "";
  for (let i = 1; ; i++) {
    tick();
    const searcher = searchers.get(i);
    if (searcher === undefined) return raise(`module '${name}' not found:${tried}`);
    let answer = call(searcher, name);
    if (suspended(answer)) {
      yield;
      answer = rt.resumed;
    }
    const loader = first(answer);
    const extra = answer === loader ? undefined : rt.v1;
    const reason = typeof loader === "number" ? numberToString(loader) : loader;
    if (typeof reason === "string") {
      chargeMemory(reason.length);
      tried += reason;
    }
    if (typeof loader !== "function") continue;
    // 5.1 marks a module that is being loaded, and so notices a loop.
    if (dialect === "5.1") loaded.set(name, state.loadingMark);
    let value = dialect === "5.1" ? loader(name) : loader(name, extra);
    if (suspended(value)) {
      yield;
      value = rt.resumed;
    }
    const module = first(value);
    if (module !== undefined) loaded.set(name, module);
    const entry = loaded.get(name);
    if (entry === (dialect === "5.1" ? state.loadingMark : undefined)) loaded.set(name, true);
    return loaded.get(name);
  }
}

/** 5.0: the path is in the global LUA_PATH, results are in the global _LOADED. */
function require50(name?: Value): Result {
  const module = checkString(name, 1, "require", arguments.length);
  const { globals } = rt.realm;
  const loaded = globals.get("_LOADED");
  if (!(loaded instanceof LuaTable)) return raise(`${quoted("_LOADED")} is not a table`);
  const known = loaded.get(module);
  if (known !== undefined && known !== false) return known;
  return resumable(requireFile(module, loaded));
}

function* requireFile(module: string, loaded: LuaTable): Frame {
  const { globals, host } = rt.realm;
  const given = globals.get("LUA_PATH");
  const text = typeof given === "number" ? numberToString(given) : given;
  const path = typeof text === "string" ? text : searchPath("5.0");
  const file = path
    .split(";")
    .map((template) => allReplaced(template, "?", module))
    .find((candidate) => "text" in (host.scripts.find(candidate) ?? {})); // 5.0 passes over what it cannot read
  if (file === undefined) return raise(`could not load package ${quoted(module)} from path ${quoted(path)}`);
  const script = loadScript(file, "bt", globals);
  if ("refusal" in script) return raise(`error loading package ${quoted(module)} (${script.refusal})`);
  const outer = globals.get("_REQUIREDNAME");
  globals.set("_REQUIREDNAME", module);
  let result = script.main();
  if (suspended(result)) {
    yield;
    result = rt.resumed;
  }
  const value = first(result);
  globals.set("_REQUIREDNAME", outer);
  loaded.set(module, value ?? true);
  return loaded.get(module);
}

/** 5.1: makes a module see the globals; for `module`. */
function seeall(module?: Value): Result {
  const table = checkTable(module, 1, "seeall", arguments.length);
  const metatable = table.metatable ?? new LuaTable();
  table.metatable = metatable;
  metatable.set("__index", rt.realm.globals);
  return none();
}

const PACKAGE: Library = [
  ["config", LUA51, "/\n;\n?\n!\n-"],
  ["config", SINCE52, "/\n;\n?\n!\n-\n"],
  ["loadlib", SINCE51, loadlib],
  ["searchpath", SINCE52, searchpath],
  ["seeall", SINCE51, seeall],
];

/** The table `package`; `packages` are the names of the library tables, which `package.loaded` begins with. */
export function createPackageLibrary(dialect: Dialect, packages: readonly string[]): LuaTable {
  const table = fill(new LuaTable(), PACKAGE, dialect);
  const state = libraryState();
  state.packageTable = table;
  state.packageLoaded = createLoaded(packages);
  state.packageLoaded.set("package", table);
  const native = dialect === "vpop3" ? [] : [searchNative, searchNativeRoot];
  const list = [searchPreload, searchStore, ...native];
  for (const searcher of list) note(searcher, dialectBit(dialect));
  const searchers = LuaTable.list(list);
  table.set("cpath", searchPath(dialect, "LUA_CPATH", DEFAULT_NATIVE_PATH[dialect]));
  table.set("loaded", state.packageLoaded);
  table.set("loaders", searchers);
  if (dialect !== "5.1") table.set("searchers", searchers);
  table.set("path", searchPath(dialect));
  state.packagePreload = new LuaTable();
  table.set("preload", state.packagePreload);
  return table;
}

function createLoaded(packages: readonly string[]): LuaTable {
  const { globals } = rt.realm;
  const loaded = new LuaTable();
  loaded.set("_G", globals);
  for (const name of packages) loaded.set(name, index(globals, name));
  return loaded;
}

/** 5.0's global `_LOADED`; `vpop3` shows there what `package.loaded` is. */
export function createLoaded50(dialect: Dialect): LuaTable {
  if (dialect !== "vpop3") return new LuaTable();
  packageTable();
  return libraryState().packageLoaded ?? new LuaTable();
}

export const REQUIRE: Library = [
  ["require", LUA50, require50],
  ["require", EVERY & ~LUA50, require],
];
