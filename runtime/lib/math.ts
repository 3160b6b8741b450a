/**
 * The math library.
 *
 * Differences from C that JavaScript brings: sine, exponential and their relatives may differ in the last bit (beyond the 14 digits that
 * `tostring` prints). `random` gives the series of the GNU C library (`random.ts`), seed 1 until `randomseed` is called.
 *
 * Governing text: Lua 5.0 manual §5.5, Lua 5.1 manual §5.6, Lua 5.2 manual §6.6.
 */
import { charge } from "../budget.ts";
import type { Dialect } from "../dialect.ts";
import { argumentError, raise } from "../error.ts";
import { rt } from "../machine.ts";
import { positiveNaN } from "../nan-sign.ts";
import { pow2 } from "../operators.ts";
import { none, pair } from "../results.ts";
import type { LuaTable } from "../table.ts";
import type { LuaFunction, Result, Value } from "../value.ts";
import { checkInteger, checkNumber } from "./arguments.ts";
import { word } from "./bit32.ts";
import { EVERY, type Library, LUA50, LUA52, SINCE51, STANDARD, tableOf, UNTIL51, VPOP3 } from "./library.ts";
import { libraryState } from "./library-state.ts";
import { RAND_MAX } from "./random.ts";

/** `math.abs (x)`: a NaN comes out positive, as of C's `fabs`. */
export function abs(x?: Value): Result {
  const size = Math.abs(typeof x === "number" ? x : checkNumber(x, 1, "abs", arguments.length));
  return Number.isNaN(size) ? positiveNaN() : size;
}

/** `math.floor (x)`: as all of these, raises an error for what is no number (Lua 5.1 manual §5.6). */
export function floor(x?: Value): Result {
  return Math.floor(typeof x === "number" ? x : checkNumber(x, 1, "floor", arguments.length));
}

/** `math.ceil (x)`: −0 for numbers between −1 and 0. */
export function ceil(x?: Value): Result {
  return Math.ceil(typeof x === "number" ? x : checkNumber(x, 1, "ceil", arguments.length));
}

/** `math.sqrt (x)`: NaN for a negative number, no error. */
export function sqrt(x?: Value): Result {
  return Math.sqrt(typeof x === "number" ? x : checkNumber(x, 1, "sqrt", arguments.length));
}

/** The other functions of one number; errors find a library function by its name. */
/** `outside`: the NaN that C gives for a number that has no result. */
function unary(name: string, compute: (x: number) => number, outside = Number.NaN): LuaFunction {
  function ofOneNumber(x?: Value): Result {
    const number = typeof x === "number" ? x : checkNumber(x, 1, name, arguments.length);
    const result = compute(number);
    if (!Number.isNaN(result)) return result;
    return Number.isNaN(number) ? number : outside;
  }
  return Object.defineProperty(ofOneNumber, "name", { value: name });
}

// Of two wrong arguments these functions tell the second: PUC Lua leaves the order to the C compiler, and GCC evaluates the last one first.

function atan2(y?: Value, x?: Value): Result {
  const count = arguments.length;
  const second = checkNumber(x, 2, "atan2", count);
  return Math.atan2(checkNumber(y, 1, "atan2", count), second);
}

/** Units of fuel for a remainder of numbers whose exponents lie far apart: the processor divides bit by bit. */
const FAR_APART_FUEL = 10;
const FAR_APART = 2 ** 64;

function fmod(a?: Value, b?: Value): Result {
  const count = arguments.length;
  const second = checkNumber(b, 2, "fmod", count);
  const first = checkNumber(a, 1, "fmod", count);
  if (Math.abs(first / second) > FAR_APART) rt.fuel = (rt.fuel - FAR_APART_FUEL) | 0; // looked at by the next check
  return Number.isNaN(first) ? first : Number.isNaN(second) ? second : first % second; // a NaN keeps its sign
}

function pow51(x?: Value, y?: Value): Result {
  const count = arguments.length;
  const second = checkNumber(y, 2, "pow", count);
  return pow2(checkNumber(x, 1, "pow", count), second);
}

function pow(x?: Value, y?: Value): Result {
  const count = arguments.length;
  return pow2(checkNumber(x, 1, "pow", count), checkNumber(y, 2, "pow", count));
}

/** 5.0 keeps the function behind `^` in a global. Here operators don't look there. */
function __pow(x?: Value, y?: Value): Result {
  const count = arguments.length;
  return pow2(checkNumber(x, 1, "__pow", count), checkNumber(y, 2, "__pow", count));
}

/** 5.0 and 5.1 know no base. */
function naturalLog(x?: Value): Result {
  return Math.log(checkNumber(x, 1, "log", arguments.length));
}

/** C's `log10`, whose NaN has no sign, unlike that of `log`. */
function log10(x: number): number {
  return x < 0 ? positiveNaN() : Math.log10(x);
}

function log(x?: Value, base?: Value): Result {
  const count = arguments.length;
  const number = checkNumber(x, 1, "log", count);
  if (base === undefined) return Math.log(number);
  const b = checkNumber(base, 2, "log", count);
  return b === 10 ? log10(number) : Math.log(number) / Math.log(b);
}

function modf(x?: Value): Result {
  const number = checkNumber(x, 1, "modf", arguments.length);
  const whole = Math.trunc(number);
  // The fraction of a whole number is a zero with its sign, that of an infinity as well.
  if (whole === number) return pair(whole, number < 0 || Object.is(number, -0) ? -0 : 0);
  return pair(whole, number - whole);
}

const TWO_54 = 2 ** 54;

function frexp(x?: Value): Result {
  const number = checkNumber(x, 1, "frexp", arguments.length);
  if (number === 0 || number - number !== 0) return pair(number, 0);
  let scaled = Math.abs(number);
  let exponent = 0;
  if (scaled >= 2 ** 1022) {
    scaled /= 4;
    exponent = 2;
  }
  if (scaled < 2 ** -1022) {
    scaled *= TWO_54;
    exponent = -54;
  }
  // log2 can be off by one next to a power of two: put right below.
  let power = Math.floor(Math.log2(scaled)) + 1;
  let mantissa = scaled / 2 ** power;
  if (mantissa >= 1) {
    mantissa /= 2;
    power++;
  } else if (mantissa < 0.5) {
    mantissa *= 2;
    power--;
  }
  return pair(number < 0 ? -mantissa : mantissa, exponent + power);
}

function ldexp51(m?: Value, e?: Value): Result {
  const count = arguments.length;
  const exponent = checkInteger(e, 2, "ldexp", count) | 0;
  return scaled(checkNumber(m, 1, "ldexp", count), exponent);
}

function ldexp(m?: Value, e?: Value): Result {
  const count = arguments.length;
  return scaled(checkNumber(m, 1, "ldexp", count), checkInteger(e, 2, "ldexp", count) | 0);
}

/** `x`·2^`exponent`, rounded once: on the way down the steps stay above the subnormals. */
function scaled(x: number, exponent: number): number {
  let value = x;
  let left = exponent;
  for (let i = 0; i < 2 && left > 1023; i++) {
    value *= 2 ** 1023;
    left -= 1023;
  }
  for (let i = 0; i < 2 && left < -1022; i++) {
    value *= 2 ** -969;
    left += 969;
  }
  return value * 2 ** Math.max(-1022, Math.min(1023, left));
}

function deg(x?: Value): Result {
  return checkNumber(x, 1, "deg", arguments.length) / (Math.PI / 180);
}

function rad(x?: Value): Result {
  return checkNumber(x, 1, "rad", arguments.length) * (Math.PI / 180);
}

/** `math.max (x, ...)`: as C's comparison decides, a NaN stays if it is the first and is passed over later. */
export function max(...values: Value[]): Result {
  let most = checkNumber(values[0], 1, "max", values.length);
  for (let i = 1; i < values.length; i++) {
    const number = checkNumber(values[i], i + 1, "max", values.length);
    if (number > most) most = number;
  }
  return most;
}

/** `math.min (x, ...)`; NaN as in `max`. */
export function min(...values: Value[]): Result {
  let least = checkNumber(values[0], 1, "min", values.length);
  for (let i = 1; i < values.length; i++) {
    const number = checkNumber(values[i], i + 1, "min", values.length);
    if (number < least) least = number;
  }
  return least;
}

/** A number in [0, 1), as Lua makes it of C's `rand`. */
function unit(): number {
  return (libraryState().random.next() % RAND_MAX) / RAND_MAX;
}

/** 5.0 and 5.1 compute with C's int. */
function randomOfIntegers(m?: Value, n?: Value): Result {
  const count = arguments.length;
  const r = unit();
  if (count === 0) return r;
  if (count > 2) return raise("wrong number of arguments");
  const low = count === 1 ? 1 : checkInteger(m, 1, "random", count) | 0;
  const high = count === 1 ? checkInteger(m, 1, "random", count) | 0 : checkInteger(n, 2, "random", count) | 0;
  if (low > high) return argumentError(count, "random", "interval is empty");
  return Math.floor(r * ((high - low + 1) | 0)) + low;
}

function random(m?: Value, n?: Value): Result {
  const count = arguments.length;
  const r = unit();
  if (count === 0) return r;
  if (count > 2) return raise("wrong number of arguments");
  const low = count === 1 ? 1 : checkNumber(m, 1, "random", count);
  const high = count === 1 ? checkNumber(m, 1, "random", count) : checkNumber(n, 2, "random", count);
  if (!(low <= high)) return argumentError(count, "random", "interval is empty");
  return Math.floor(r * (high - low + 1)) + low;
}

function randomSeedOfInteger(seed?: Value): Result {
  charge(SEED_FUEL);
  libraryState().random.seed(toInt32(checkInteger(seed, 1, "randomseed", arguments.length)));
  return none();
}

/** Units of fuel for a series of random numbers: the first 310 of it are thrown away. */
const SEED_FUEL = 100;

/** 5.2 throws the first number away. */
function randomseed(seed?: Value): Result {
  const { random: series } = libraryState();
  charge(SEED_FUEL);
  series.seed(word(seed, 1, "randomseed", arguments.length));
  series.next();
  return none();
}

/** The lowest 32 bits of an integer; `|` computes modulo 2^32 exactly. */
function toInt32(x: number): number {
  return x | 0;
}

const MATH: Library = [
  ["abs", EVERY, abs],
  ["acos", EVERY, unary("acos", Math.acos, positiveNaN())],
  ["asin", EVERY, unary("asin", Math.asin, positiveNaN())],
  ["atan", EVERY, unary("atan", Math.atan)],
  ["atan2", EVERY, atan2],
  ["ceil", EVERY, ceil],
  ["cos", EVERY, unary("cos", Math.cos)],
  ["cosh", SINCE51, unary("cosh", Math.cosh)],
  ["deg", EVERY, deg],
  ["exp", EVERY, unary("exp", Math.exp)],
  ["floor", EVERY, floor],
  ["fmod", SINCE51, fmod],
  ["frexp", EVERY, frexp],
  ["huge", SINCE51, Infinity],
  ["ldexp", STANDARD & ~LUA52, ldexp51],
  ["ldexp", LUA52 | VPOP3, ldexp],
  ["log", STANDARD & ~LUA52, naturalLog],
  ["log", LUA52 | VPOP3, log],
  ["log10", EVERY, unary("log10", Math.log10, positiveNaN())],
  ["max", EVERY, max],
  ["min", EVERY, min],
  ["mod", UNTIL51, fmod],
  ["modf", SINCE51, modf],
  ["pi", EVERY, Math.PI],
  ["pow", STANDARD & ~LUA52, pow51],
  ["pow", LUA52 | VPOP3, pow],
  ["rad", EVERY, rad],
  ["random", STANDARD & ~LUA52, randomOfIntegers],
  ["random", LUA52 | VPOP3, random],
  ["randomseed", STANDARD & ~LUA52, randomSeedOfInteger],
  ["randomseed", LUA52 | VPOP3, randomseed],
  ["sin", EVERY, unary("sin", Math.sin)],
  ["sinh", SINCE51, unary("sinh", Math.sinh)],
  ["sqrt", EVERY, sqrt],
  ["tan", EVERY, unary("tan", Math.tan)],
  ["tanh", SINCE51, unary("tanh", Math.tanh)],
];

/** What the math library puts among the globals. */
export const POWER: Library = [["__pow", LUA50, __pow]];

/** The table `math` of a dialect, fresh. */
export function createMathLibrary(dialect: Dialect): LuaTable {
  return tableOf(MATH, dialect);
}
