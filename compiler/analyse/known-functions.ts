/**
 * Library functions that never suspend and never call back into Lua in a way that may: calls of them by their global path need no
 * suspension point. If a script replaced one of them by a function that suspends, the runtime raises "attempt to yield across …".
 *
 * Not here on purpose: `pcall`, `xpcall`, `require`, `dofile`, `load` (a reader function), `string.gsub` (a replacement function; see
 * `gsubIsKnown` in suspension.ts), `table.sort`, `table.foreach`, `coroutine.resume` and `yield`, and helpers that wait (`os.sleep`, `VPOP3Net.*`).
 */
const BASE =
  "assert error gcinfo getmetatable ipairs next pairs print rawequal rawget rawlen rawset select setmetatable tonumber tostring type unpack";

const STRING = "byte char dump find format gmatch gfind len lower match rep reverse sub upper";

const LIBRARIES: Readonly<Record<string, string>> = {
  string: STRING,
  table: "concat getn insert maxn pack remove setn unpack",
  math: "abs acos asin atan atan2 ceil cos cosh deg exp floor fmod frexp ldexp log log10 max min mod modf pow rad random randomseed sin sinh sqrt tan tanh",
  os: "clock date difftime getenv time tmpname remove rename",
  io: "close flush input lines open output read tmpfile type write",
  coroutine: "create running status wrap",
  bit32: "arshift band bnot bor btest bxor extract lrotate lshift replace rrotate rshift",
  debug: "getinfo traceback getlocal getmetatable setmetatable",
};

/** Paths such as `print` and `string.find`. */
export const KNOWN_FUNCTIONS: ReadonlySet<string> = new Set([
  ...BASE.split(" "),
  ...Object.entries(LIBRARIES).flatMap(([library, names]) => names.split(" ").map((name) => `${library}.${name}`)),
]);

/** Names of methods that strings have: `s:find(…)`. */
export const STRING_METHODS: ReadonlySet<string> = new Set(STRING.split(" "));

/** Global functions whose results a generic `for` walks without a suspension point. */
export const KNOWN_ITERATORS: ReadonlySet<string> = new Set(["pairs", "ipairs", "string.gmatch", "string.gfind", "io.lines"]);

/** Those that call metamethods (`__tostring`, `__pairs`): one that suspends is an error, even where nobody looks at the result. */
export const KNOWN_CALLERS: ReadonlySet<string> = new Set(["print", "tostring", "pairs", "ipairs"]);
