/**
 * SMTP replies: made, taken from scripts, put on the wire. The class digit alone says accepted (2), go on (3), temporary (4) or
 * permanent failure (5). Text is bytes (char codes 0–255).
 *
 * Governing text: RFC 5321 §4.2 and §4.5.3.1.5 (length), RFC 2034 (enhanced codes), VPOP3.md §7 rule 4 (replies of scripts).
 */

export interface Reply {
  readonly code: number;
  /** RFC 3463 code, "" where none belongs (greeting, HELO, EHLO, 3xx) and for what a script says: its words go out as they are. */
  readonly enhanced: string;
  /** At least one line. */
  readonly lines: readonly string[];
}

/** Text bytes in one line of a reply: 512 less code, separator and CRLF, with room for an enhanced code. */
const MAX_LINE_BYTES = 490;
/** Lines of a reply. The RFC sets no limit, but clients keep what they read: more help nobody. */
const MAX_LINES = 100;
/** From here on the text of a script cannot make a difference, line ends counted. */
const MAX_BYTES = (MAX_LINES + 1) * (MAX_LINE_BYTES + 2);

/** Needs at least one line; long ones are split when the reply is sent. */
export function reply(code: number, enhanced: string, ...lines: string[]): Reply {
  return { code, enhanced, lines };
}

/** What a client hears in the middle of a message when a script sets ForceDisconnect. */
export function farewell(): Reply {
  return reply(421, "4.3.2", "The connection is closed");
}

/** A reply on one line, for the log. */
export function replyText(answer: Reply): string {
  return formatReply(answer).trim().replaceAll("\r\n", " ");
}

/** True for 4xx and 5xx. */
export function isRefusal(answer: Reply): boolean {
  return answer.code >= 400;
}

/**
 * A reply that a script gave. "" and undefined: the standard reply. `ddd text`: that code and text. Text without a code that fits: the
 * standard code with this text. Several lines become a multi-line reply; codes repeated at their starts go.
 * `classes` are the first digits that make sense here.
 */
export function scriptReply(said: string | undefined, standard: Reply, classes = "245"): Reply {
  if (said === undefined || said === "") return standard;
  const lines = said.slice(0, MAX_BYTES).split(/\r\n|\r|\n/);
  while (lines.length > 0 && lines.at(-1) === "") lines.pop();
  const [head] = lines;
  if (head === undefined) return standard;
  const code = /^([2-5][0-9]{2})(?=[- ]|$)/.exec(head)?.[1];
  if (code === undefined || !classes.includes(code.charAt(0))) {
    return { code: standard.code, enhanced: code === undefined ? standard.enhanced : "", lines };
  }
  const repeated = new RegExp(`^${code}[- ]?`);
  return { code: Number(code), enhanced: "", lines: lines.map((line) => line.replace(repeated, "")) };
}

/** Whether `formatReply` leaves out the end of a reply: it has more than a hundred lines, long ones counted as they are split. */
export function isTooLong(answer: Reply): boolean {
  return answer.lines.reduce((count, line) => count + shortLines(line).length, 0) > MAX_LINES;
}

/** The bytes of a reply, CRLF included; at most a hundred lines. Control characters become spaces, so no text can pretend to be a reply of its own. */
export function formatReply(answer: Reply): string {
  const prefix = answer.enhanced === "" ? "" : `${answer.enhanced} `;
  if (answer.lines.length === 1) {
    const [line = ""] = answer.lines;
    if (line.length <= MAX_LINE_BYTES)
      return line === "" && prefix === "" ? `${answer.code} \r\n` : `${answer.code} ${prefix}${scrub(line)}\r\n`;
  }
  const lines = answer.lines.flatMap(shortLines).slice(0, MAX_LINES);
  return lines.map((line, i) => `${answer.code}${i < lines.length - 1 ? "-" : " "}${prefix}${scrub(line)}\r\n`).join("");
}

/** Control characters as spaces: C0, DEL, and C1 where it is no part of UTF-8 is left alone (bytes above 127 are text). */
function scrub(line: string): string {
  return line.replace(/[\0-\x1f\x7f]/g, " ");
}

function shortLines(line: string): string[] {
  const parts: string[] = [];
  let at = 0;
  do {
    const end = cutAfter(line, at);
    parts.push(line.slice(at, end));
    at = end;
  } while (at < line.length);
  return parts;
}

/** Where a part that begins at `start` ends: before a character of UTF-8 that would stand in two lines. */
function cutAfter(line: string, start: number): number {
  const end = start + MAX_LINE_BYTES;
  const character = /[\xc0-\xff][\x80-\xbf]{0,2}$/.exec(line.slice(end - 3, end));
  const goesOn = character !== null && /[\x80-\xbf]/.test(line.charAt(end));
  return goesOn ? end - character[0].length : end;
}
