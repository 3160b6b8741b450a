/**
 * The global names and library fields that a script finds, by dialect.
 * Governing text: Lua 5.0 manual §5, 5.1 manual §5, 5.2 manual §6, VPOP3.md §1.2, §6.
 */
import { HELPERS } from "../../runtime/vpop3/contract.ts";
import type { Dialect } from "../ast.ts";

export interface KnownNames {
  readonly globals: ReadonlySet<string>;
  /** Fields of the library tables by table name. */
  readonly libraries: ReadonlyMap<string, ReadonlySet<string>>;
}

const COMMON =
  "_G _VERSION assert collectgarbage dofile error getmetatable ipairs loadfile next pairs pcall print rawequal rawget rawset require setmetatable tonumber tostring type xpcall " +
  "coroutine.create coroutine.resume coroutine.status coroutine.wrap coroutine.yield " +
  "string.byte string.char string.dump string.find string.format string.gsub string.len string.lower string.rep string.sub string.upper " +
  "table.concat table.insert table.remove table.sort " +
  "math.abs math.acos math.asin math.atan math.atan2 math.ceil math.cos math.deg math.exp math.floor math.frexp math.ldexp math.log math.log10 math.max math.min math.pi math.pow math.rad math.random math.randomseed math.sin math.sqrt math.tan " +
  "io.close io.flush io.input io.lines io.open io.output io.popen io.read io.stderr io.stdin io.stdout io.tmpfile io.type io.write " +
  "os.clock os.date os.difftime os.execute os.exit os.getenv os.remove os.rename os.setlocale os.time os.tmpname " +
  "debug.debug debug.gethook debug.getinfo debug.getlocal debug.getupvalue debug.sethook debug.setlocal debug.setupvalue debug.traceback";

const BEFORE_52 = "gcinfo getfenv loadstring newproxy setfenv unpack arg";

const ONLY_50 =
  "loadlib LUA_PATH _LOADED _TRACEBACK _REQUIREDNAME string.gfind table.foreach table.foreachi table.getn table.setn math.mod";

const FROM_51 =
  "load select module package.cpath package.loaded package.loaders package.loadlib package.path package.preload package.seeall package.config coroutine.running string.gmatch string.match string.reverse table.maxn math.cosh math.fmod math.huge math.modf math.sinh math.tanh debug.getfenv debug.getmetatable debug.getregistry debug.setfenv debug.setmetatable";

const COMPATIBLE_51 = "string.gfind table.foreach table.foreachi table.getn table.setn math.mod";

const FROM_52 =
  "rawlen arg loadstring unpack package.searchers package.searchpath table.pack table.unpack debug.getuservalue debug.setuservalue debug.upvalueid debug.upvaluejoin " +
  "bit32.arshift bit32.band bit32.bnot bit32.bor bit32.btest bit32.bxor bit32.extract bit32.lrotate bit32.lshift bit32.replace bit32.rrotate bit32.rshift";

const NAMES: Readonly<Record<Dialect, readonly string[]>> = {
  "5.0": [COMMON, BEFORE_52, ONLY_50],
  "5.1": [COMMON, BEFORE_52, FROM_51, COMPATIBLE_51],
  "5.2": [COMMON, FROM_51, FROM_52],
  vpop3: [COMMON, BEFORE_52, ONLY_50, FROM_51, FROM_52, Object.keys(HELPERS).join(" ")],
};

/** `vpop3` knows the names of all dialects and the helper functions (VPOP3.md §6). */
export function knownNames(dialect: Dialect): KnownNames {
  const globals = new Set<string>();
  const libraries = new Map<string, Set<string>>();
  for (const name of NAMES[dialect].flatMap((names) => names.split(" "))) {
    const [table = name, field] = name.split(".");
    globals.add(table);
    if (field === undefined) continue;
    const fields = libraries.get(table) ?? new Set<string>();
    fields.add(field);
    libraries.set(table, fields);
  }
  return { globals, libraries };
}
