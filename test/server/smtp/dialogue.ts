/**
 * Dialogue files: what a client says and what the server must answer, line by line.
 *
 * ```
 * # a comment
 * config: { "limits": { "maxMessageBytes": 1000 } }     what a configuration file would say
 * C: EHLO client.example       a line of the client, sent with CRLF
 * C+ MAIL FROM:<a@example.com> a line sent together with the next one (pipelined)
 * C= raw\r\nbytes              bytes as a JSON string would write them, without CRLF of their own
 * S: 250-*                     a line of the server; * stands for any text
 * S: ...                       any lines up to the one that the next S: names
 * S- (closed)                  the server closes the connection
 * C- (closed)                  the client drops the connection
 * Q: to a@example.com, b@example.com      what must be in the queue after the dialogue, the first message first
 * Q: from x@example.com    Q: header Subject: x    Q: body text    Q: held    Q: none    Q: next   (the next message)
 * L: rule*                     a line of the log must hold this text
 * E: smtpsvr.lua:3:*           a line of LUAERRORS.LOG
 * P: hello*                    a line that a script printed
 * ```
 *
 * Scripts stand beside: `name.txt` runs with the scripts in the folder `name/`.
 */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { ConfigInput } from "../../../server/config.ts";
import { matchesWildcards } from "../../../server/rules/conditions.ts";
import { RawClient } from "./raw-client.ts";
import type { SmtpFixture } from "./smtp-fixture.ts";

interface Step {
  readonly line: number;
  readonly kind: string;
  readonly text: string;
}

export interface Dialogue {
  readonly config: ConfigInput;
  readonly steps: readonly Step[];
}

export function readDialogue(path: string): Dialogue {
  let config: ConfigInput = {};
  const steps: Step[] = [];
  for (const [i, line] of readFileSync(path, "utf8").split("\n").entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    if (line.startsWith("config:")) {
      config = JSON.parse(line.slice("config:".length)) as ConfigInput; // checked when the service starts
      continue;
    }
    const match = /^([CSQLEP][:+=-]) ?(.*)$/.exec(line);
    if (match === null) throw new Error(`${path}:${i + 1}: expected C:, C+, C=, C-, S:, S-, Q:, P:, L: or E:, found "${line}"`);
    steps.push({ line: i + 1, kind: match[1] ?? "", text: match[2] ?? "" });
  }
  return { config, steps };
}

/** Plays the dialogue against a running service; fails where the answer differs. */
export async function play(path: string, dialogue: Dialogue, fixture: SmtpFixture): Promise<void> {
  const client = await RawClient.open(fixture.port);
  let pending = "";
  let skip = false;
  for (const { line, kind, text } of dialogue.steps) {
    const where = `${path}:${line}`;
    switch (kind) {
      case "C+":
        pending += `${bytes(text)}\r\n`;
        break;
      case "C:":
        client.send(`${pending}${bytes(text)}\r\n`);
        pending = "";
        break;
      case "C=":
        client.send(pending + (JSON.parse(`"${text}"`) as string));
        pending = "";
        break;
      case "C-":
        client.reset();
        break;
      case "S-":
        expect(await client.line(), `${where}: expected the server to close`).toBeUndefined();
        break;
      case "S:":
        if (text === "...") skip = true;
        else {
          let answer = await client.line();
          while (skip && answer !== undefined && !matchesWildcards(answer, bytes(text))) answer = await client.line();
          skip = false;
          if (answer === undefined || !matchesWildcards(answer, bytes(text))) expect(answer, where).toBe(bytes(text));
        }
        break;
    }
  }
  client.close();
  await fixture.idle();
  await checkQueue(path, dialogue, fixture);
  for (const { line, kind, text } of dialogue.steps) {
    if (kind === "L:")
      expect(
        fixture.log.some((entry) => matchesWildcards(entry, `*${text}*`)),
        `${path}:${line}: in the log\n${fixture.log.join("")}`,
      ).toBe(true);
    if (kind === "P:")
      expect(
        fixture.printed.some((entry) => matchesWildcards(entry.trimEnd(), bytes(text))),
        `${path}:${line}: printed, found ${JSON.stringify(fixture.printed)}`,
      ).toBe(true);
    if (kind === "E:")
      expect(
        fixture.luaErrors.some((entry) => matchesWildcards(entry, `*${text}*`)),
        `${path}:${line}: in LUAERRORS.LOG, found ${JSON.stringify(fixture.luaErrors)}`,
      ).toBe(true);
  }
}

function bytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

async function checkQueue(path: string, dialogue: Dialogue, fixture: SmtpFixture): Promise<void> {
  const wanted = dialogue.steps.filter(({ kind }) => kind === "Q:");
  if (wanted.length === 0) return;
  const messages = await fixture.queue.list();
  let at = 0;
  for (const { line, text } of wanted) {
    const where = `${path}:${line}`;
    if (text === "none") {
      expect(messages.length, where).toBe(0);
      continue;
    }
    if (text === "next") {
      at++;
      continue;
    }
    const message = messages[at];
    const detail = message === undefined ? undefined : await fixture.queue.show(message.id);
    if (detail === undefined) throw new Error(`${where}: expected message ${at + 1} in the queue, found ${messages.length}`);
    const [what = "", ...rest] = text.split(" ");
    const value = rest.join(" ");
    switch (what) {
      case "to":
        expect(detail.recipients.map(({ address }) => address).join(", "), where).toBe(value);
        break;
      case "from":
        expect(detail.reversePath, where).toBe(value);
        break;
      case "held":
        expect(detail.state, where).toBe("held");
        break;
      case "header":
        expect(detail.header.toString("utf8").split("\r\n"), where).toContain(value);
        break;
      case "no-header":
        expect(detail.header.toString("utf8").toLowerCase(), where).not.toContain(`\r\n${value.toLowerCase()}:`);
        break;
      case "keywords":
        expect((detail.envelope.keywords ?? []).join(" "), where).toBe(value);
        break;
      case "size":
        expect(String(detail.sizeBytes), where).toBe(value);
        break;
      default:
        throw new Error(`${where}: unknown check "${what}"`);
    }
  }
}
