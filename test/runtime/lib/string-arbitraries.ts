/** Random patterns, subjects, replacements and formats: mostly sensible ones, with a share of broken ones. */
import fc from "fast-check";
import { type Argument, CALLBACKS, type Case } from "./string-cases.ts";

const oneOf = (...texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);

const BYTES = oneOf("a", "a", "b", "b", "c", "A", " ", "1", "2", "-", "=", "(", ")", "[", "]", "%", ".", "\n", "\0", "\xe9", "_");

/** Short, so that patterns which backtrack end soon; or behind bytes that match little, more of them than are looked at one by one. */
const short = fc.array(BYTES, { maxLength: 14 }).map((bytes) => bytes.join(""));
const filler = oneOf("q\xe9+".repeat(9), "+".repeat(26), "b".repeat(25), "q ".repeat(13));
export const subject: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: short },
  { weight: 1, arbitrary: fc.tuple(filler, short).map(([before, text]) => before + text) },
);

const member = oneOf("a", "b", "a-c", "%a", "%d", "%s", "%w", "%W", "%]", "1-9", "-", "^", "%-", ".", "\xe9", "_", "(", "%x");

const set = fc
  .tuple(oneOf("[", "[", "[^", "[]", "[^]"), fc.array(member, { minLength: 1, maxLength: 3 }))
  .map(([open, members]) => `${open}${members.join("")}]`);

const single = fc.oneof(
  { weight: 4, arbitrary: oneOf("a", "b", "c", " ", "1", "=", "-", "\xe9", "%(", "%)", "%.", "%%") },
  { weight: 3, arbitrary: oneOf(".", ".", "%a", "%d", "%s", "%w", "%S", "%W", "%p", "%l", "%u", "%x", "%c", "%z", "%D", "%g") },
  { weight: 2, arbitrary: set },
);

const repeated = fc.tuple(single, oneOf("", "", "", "*", "+", "-", "?", "*", "-")).map(([item, repeat]) => item + repeat);

const special = oneOf("%b()", "%b[]", "%baa", "%bab", "%f[%a]", "%f[^a]", "%f[%z]", "%f[%W]", "()", "%1", "%2", "$", "^");

const broken = oneOf("%", "[a", "[^", "(", ")", "%b", "%b(", "%f", "%9", "%0", "[%", "[]", "*", "?");

const sequence = fc
  .array(fc.oneof({ weight: 12, arbitrary: repeated }, { weight: 2, arbitrary: special }), { minLength: 1, maxLength: 4 })
  .map((items) => items.join(""));

const part = fc.oneof(
  { weight: 5, arbitrary: sequence },
  { weight: 3, arbitrary: sequence.map((inner) => `(${inner})`) },
  { weight: 1, arbitrary: fc.tuple(sequence, sequence).map(([a, b]) => `(${a}(${b}))`) },
);

export const pattern: fc.Arbitrary<string> = fc
  .tuple(
    oneOf("", "", "", "^"),
    fc.array(part, { minLength: 1, maxLength: 3 }),
    fc.oneof({ weight: 9, arbitrary: oneOf("", "", "$") }, { weight: 1, arbitrary: broken }),
    oneOf("", "", "", "a", "%s*$"),
  )
  .map(([anchor, parts, end, rest]) => anchor + parts.join("") + end + rest);

const replacement: fc.Arbitrary<Argument> = fc.oneof(
  fc
    .array(oneOf("x", "<", ">", "%0", "%1", "%1", "%2", "%%", "%", "%z", "\0"), { maxLength: 4 })
    .map((pieces) => pieces.join("")),
  fc.constantFrom(...Object.values(CALLBACKS)),
);

const init = fc.constantFrom<Argument[]>([], [], [], [1], [3], [-2], [-100], [15], [16], [20]);

/** A call of find, match, gmatch (gfind in 5.0) or gsub. */
export function matchCase(old: boolean): fc.Arbitrary<Case> {
  const search = fc
    .tuple(old ? fc.constant("find") : fc.constantFrom("find", "match"), subject, pattern, init)
    .map(([name, s, p, from]) => ({ name, args: [s, p, ...from] }));
  const each = fc.tuple(subject, pattern).map(([s, p]) => ({ name: old ? "gfind" : "gmatch", args: [s, p], each: true }));
  const gsub = fc
    .tuple(subject, pattern, replacement, fc.constantFrom<Argument[]>([], [], [], [0], [1], [2]))
    .map(([s, p, by, n]) => ({
      name: "gsub",
      args: [s, p, old && typeof by === "object" && by.lua.startsWith("{") ? "t" : by, ...n],
    }));
  return fc.oneof(search, each, gsub);
}

const flags = fc.uniqueArray(oneOf("-", "+", " ", "#", "0"), { maxLength: 3 }).map((all) => all.join(""));
const width = oneOf("", "", "1", "5", "12", "40");
const precision = oneOf("", "", ".", ".0", ".1", ".3", ".10", ".20", ".60");

/** Doubles of all sizes, ties of decimal rounding among them. */
export const finite: fc.Arbitrary<number> = fc.oneof(
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 8),
  fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: -320, max: 304 })).map(([n, e]) => Number(`${n}e${e}`)),
  fc.tuple(fc.integer({ min: 0, max: 2 ** 26 }), fc.integer({ min: -40, max: 60 })).map(([n, e]) => (n + 0.5) * 2 ** e),
  fc.constantFrom(0, -0, 0.5, 1.5, 2.5, 1e15, 1e14, 99999999999999.5, 123456789012345, 2 ** 53, 5e-324, 1.7976931348623157e308),
);

const float = fc.oneof({ weight: 9, arbitrary: finite }, { weight: 1, arbitrary: fc.constantFrom(Infinity, -Infinity) });

const directive = (letters: string): fc.Arbitrary<string> =>
  fc.tuple(flags, width, precision, oneOf(...letters)).map(([f, w, p, letter]) => `%${f}${w}${p}${letter}`);

/**
 * True where the oracle's C library (musl) and glibc differ: it rounds wrongly with precision 0, and with the flag `#` its `%o` forgets the
 * flag `0`.
 */
export function beyondMusl({ args: [text] }: Case): boolean {
  return typeof text === "string" && (/\.0?[eEfgG]/.test(text) || /%[-+ 0]*#.*o|%[-+ #]*#[-+ ]*0.*o/.test(text));
}

/** A call of format with one directive that its value fits, among them the letters `floats`. Integers are such that all C ints hold them. */
export function formatCase(floats: string): fc.Arbitrary<Case> {
  const integer = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.integer());
  return fc
    .oneof(
      fc.tuple(directive(floats), float),
      fc.tuple(directive("di"), integer),
      fc.tuple(directive("ouxX"), integer.map(Math.abs)),
      fc.tuple(directive("s"), subject),
      fc.tuple(directive("c"), fc.integer({ min: 1, max: 255 })),
      fc.tuple(oneOf("%q", "<%q>"), subject),
    )
    .map(([format, value]) => ({ name: "format", args: [format, value] }));
}
