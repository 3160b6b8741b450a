/**
 * Header modifiers: what rules, ProcessMessage and other scripts ask to be done to a message's header. One complete header line
 * each, in the form of VPOP3.md §1.6:
 *
 * - `Name: value` replaces the field; if there is none, it comes at the end of the header
 * - `Name:` removes the field
 * - `-Name: value` adds a field at the start, `+Name: value` at the end
 * - `{user}` after an optional `-` or `+`: only in the copy that goes into that user's mailbox
 * - `#Name: regexp` removes the field if its value matches
 *
 * Names are compared without case. A modifier can't smuggle in a second field or end the header: line ends that are not folding become
 * spaces. Bytes are char codes 0–255.
 */
import { runInNewContext } from "node:vm";
import { fieldValue, type HeaderField, headerFields, isWholeHeader } from "./header-fields.ts";

export interface ModifiedHeader {
  /** The new header, with its final empty line if the old one had it. */
  readonly header: Buffer;
  /** What could not be applied, for the log: the first ones with the reason, how many others. */
  readonly refused: readonly string[];
}

/** Lines, and modifiers, that are looked at: each modifier goes through the whole header. Scripts may give hundreds of thousands. */
const MOST_LINES = 1000;
/** Reasons that are told, and how much of a line they show. */
const MOST_REASONS = 20;
const SHOWN_CHARACTERS = 200;

/** How long the regular expressions of all `#` modifiers may run together. JavaScript's can take exponential time. */
const REGULAR_EXPRESSIONS_MS = 200;

interface Modifier {
  readonly kind: "replace" | "remove" | "addStart" | "addEnd" | "removeMatching";
  readonly mailbox: string | undefined;
  readonly name: string;
  readonly value: string;
}

/**
 * Applies `lines` (fields to stand before the header, complete and without line end) and then `modifiers`, in order, to a header.
 * `mailbox` is the user whose copy this is; undefined for mail that leaves.
 */
export function modifyHeader(
  header: Buffer,
  lines: readonly string[],
  modifiers: readonly string[],
  mailbox?: string,
): ModifiedHeader {
  if (lines.length === 0 && modifiers.length === 0) return { header, refused: [] };
  const refused: string[] = [];
  const matches = matcher();
  let fields = [...lines.slice(0, MOST_LINES).flatMap((line) => ownField(line, refused)), ...headerFields(header)];
  for (const text of modifiers.slice(0, MOST_LINES)) {
    const modifier = parseModifier(text);
    if (modifier === undefined) {
      refused.push(`header modifier ${shown(text)} ignored: expected "Name: value", found no field name before a colon`);
    } else if (modifier.mailbox === undefined || modifier.mailbox === mailbox?.toLowerCase()) {
      try {
        fields = apply(fields, modifier, matches);
      } catch (error) {
        refused.push(`header modifier ${shown(text)} ignored: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  const more = Math.max(0, lines.length - MOST_LINES) + Math.max(0, modifiers.length - MOST_LINES);
  const untold = refused.length - MOST_REASONS;
  if (untold > 0) refused.splice(MOST_REASONS, untold, `${untold} further header lines and modifiers ignored`);
  if (more > 0) refused.push(`${more} header lines and modifiers ignored: a message takes ${MOST_LINES} of each`);
  const last = fields.at(-1);
  if (last !== undefined && !last.raw.endsWith("\r\n")) fields[fields.length - 1] = { name: last.name, raw: `${last.raw}\r\n` };
  const end = isWholeHeader(header) ? "\r\n" : "";
  return { header: Buffer.from(fields.map((field) => field.raw).join("") + end, "latin1"), refused };
}

function parseModifier(text: string): Modifier | undefined {
  const match = /^([-+#]?)(?:\{([^}]*)\})?([!-9;-~]+)[ \t]*:(.*)$/s.exec(text.replace(/\r?\n$/, ""));
  const [, prefix, mailbox, name, rest] = match ?? [];
  if (name === undefined || rest === undefined) return undefined;
  const value = rest.trim();
  const kind =
    prefix === "#"
      ? "removeMatching"
      : prefix === "-"
        ? "addStart"
        : prefix === "+"
          ? "addEnd"
          : value === ""
            ? "remove"
            : "replace";
  return { kind, mailbox: mailbox?.toLowerCase(), name, value };
}

function apply(fields: HeaderField[], modifier: Modifier, matches: Matcher): HeaderField[] {
  const wanted = modifier.name.toLowerCase();
  const isNamed = (field: HeaderField) => field.name.toLowerCase() === wanted;
  switch (modifier.kind) {
    case "remove":
      return fields.filter((field) => !isNamed(field));
    case "removeMatching":
      return fields.filter((field) => !(isNamed(field) && matches(modifier.value, fieldValue(field))));
    case "addStart":
      return [newField(`${modifier.name}: ${modifier.value}`), ...fields];
    case "addEnd":
      return [...fields, newField(`${modifier.name}: ${modifier.value}`)];
    case "replace": {
      const field = newField(`${modifier.name}: ${modifier.value}`);
      const at = fields.findIndex(isNamed);
      if (at < 0) return [...fields, field];
      return fields.flatMap((old, i) => (i === at ? [field] : isNamed(old) ? [] : [old]));
    }
  }
}

/** A whole line to stand before the header, as a script gave it. One that is no field would end the header for many readers. */
function ownField(line: string, refused: string[]): HeaderField[] {
  const field = newField(line);
  if (/^[!-9;-~]+[ \t]*:/.test(field.raw)) return [field];
  refused.push(`header line ${shown(line)} ignored: expected "Name: value", found no field name before a colon`);
  return [];
}

function shown(line: string): string {
  return JSON.stringify(line.length <= SHOWN_CHARACTERS ? line : `${line.slice(0, SHOWN_CHARACTERS)}…`);
}

/** A field from a line that a script made: only folding may contain line ends; other control characters never reach the wire. */
function newField(line: string): HeaderField {
  const clean = line
    .replace(/(?<![\r\n])[\r\n]+$/, "")
    .replace(/(?:\r\n|\r|\n)[ \t]+(?=[\r\n]|$)/g, "")
    .replace(/(?:\r\n|\r|\n)([ \t])/g, "\r\n$1")
    .replace(/\r\n(?![ \t])|\r(?!\n)|(?<!\r)\n|[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, " ");
  return { name: /^[!-9;-~]+/.exec(clean)?.[0] ?? "", raw: `${clean}\r\n` };
}

type Matcher = (expression: string, value: string) => boolean;

/** Matches in contexts of their own, because only there a time limit can be set; all together within `REGULAR_EXPRESSIONS_MS`. */
function matcher(): Matcher {
  let leftMs = REGULAR_EXPRESSIONS_MS;
  return (expression, value) => {
    if (leftMs <= 0) throw new Error("the regular expressions of this header ran too long");
    const beganMs = performance.now();
    try {
      const timeout = Math.max(1, Math.ceil(leftMs));
      return runInNewContext("new RegExp(expression).test(value)", { expression, value }, { timeout }) === true;
    } finally {
      leftMs -= performance.now() - beganMs;
    }
  };
}
