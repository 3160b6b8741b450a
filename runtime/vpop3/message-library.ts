/**
 * Reading the message at hand: the part of the table `VPOP3` that works inside ProcessMessage only.
 *
 * Offsets count from 0, as those of the `mime` parameter do (VPOP3.md §9 O15). Lines come with their line ends but for the last one's, so that
 * a blank line is "" (the documents leave it open).
 *
 * Governing text: VPOP3.md §6.4.
 */
import { charge, chargeMemory } from "../budget.ts";
import { raise } from "../error.ts";
import { type CurrentMessage, HostFailure, type HostFiles } from "../host.ts";
import { checkInteger, checkString } from "../lib/arguments.ts";
import { chargeWrite, filesGranted } from "../lib/file-access.ts";
import { type Library, VPOP3 } from "../lib/library.ts";
import { rt } from "../machine.ts";
import { none, pair } from "../results.ts";
import type { Result, Value } from "../value.ts";
import { eventually } from "./eventually.ts";

/** What is read of the message at a time. */
const BLOCK_BYTES = 4096;

function messageAtHand(name: string): CurrentMessage {
  return rt.realm.host.message ?? raise(`'VPOP3.${name}' works only inside ProcessMessage`);
}

function bytesOf(message: CurrentMessage, start: number, end: number): string {
  charge(1 + ((end - start) >> 6));
  chargeMemory(end - start);
  return message.read(start, end);
}

function GetMessagePart(path?: Value): Result {
  const message = messageAtHand("GetMessagePart");
  const part = message.part(checkString(path, 1, "GetMessagePart", arguments.length));
  return part === undefined ? undefined : bytesOf(message, part.start, part.end);
}

function GetMessagePartHeader(path?: Value): Result {
  const message = messageAtHand("GetMessagePartHeader");
  const part = message.part(checkString(path, 1, "GetMessagePartHeader", arguments.length));
  return part === undefined ? undefined : bytesOf(message, part.start, part.body);
}

function GetMessagePartBody(path?: Value): Result {
  const message = messageAtHand("GetMessagePartBody");
  const part = message.part(checkString(path, 1, "GetMessagePartBody", arguments.length));
  return part === undefined ? undefined : bytesOf(message, part.body, part.end);
}

function MessageReset(): Result {
  messageAtHand("MessageReset").position = 0;
  return none();
}

function MessageSeek(offset?: Value): Result {
  const message = messageAtHand("MessageSeek");
  const wanted = checkInteger(offset, 1, "MessageSeek", arguments.length);
  message.position = Math.max(0, Math.min(wanted, message.sizeBytes));
  return none();
}

/** The number of lines got, and the lines. */
function GetMessageLine(lines?: Value): Result {
  const message = messageAtHand("GetMessageLine");
  const wanted = checkInteger(lines, 1, "GetMessageLine", arguments.length);
  let text = "";
  let found = 0;
  while (found < wanted) {
    const line = nextLine(message);
    if (line === "") break;
    text += line;
    found++;
  }
  return pair(found, text.replace(/\r?\n$/, ""));
}

/** The next line with its end, "" at the end of the message; moves the position. */
function nextLine(message: CurrentMessage): string {
  let line = "";
  while (message.position < message.sizeBytes) {
    const block = bytesOf(message, message.position, Math.min(message.position + BLOCK_BYTES, message.sizeBytes));
    if (block === "") break;
    const end = block.indexOf("\n");
    const taken = end < 0 ? block : block.slice(0, end + 1);
    message.position += taken.length;
    line += taken;
    if (end >= 0) break;
  }
  return line;
}

/** True if there is such an attachment and the file could be written. */
function SaveAttachment(number?: Value, fileName?: Value): Result {
  const message = messageAtHand("SaveAttachment");
  const count = arguments.length;
  const index = checkInteger(number, 1, "SaveAttachment", count);
  const path = checkString(fileName, 2, "SaveAttachment", count);
  const files = filesGranted("VPOP3.SaveAttachment", path);
  return eventually(message.attachment(index), (bytes) => bytes !== undefined && saved(files, path, bytes));
}

function saved(files: HostFiles, path: string, bytes: string): boolean {
  chargeWrite(bytes.length);
  try {
    const file = files.open(path, "w");
    try {
      file.write(bytes);
    } finally {
      file.close();
    }
    return true;
  } catch (error) {
    if (error instanceof HostFailure) return false;
    throw error;
  }
}

export const MESSAGE: Library = [
  ["GetMessageLine", VPOP3, GetMessageLine],
  ["GetMessageLines", VPOP3, GetMessageLine],
  ["GetMessagePart", VPOP3, GetMessagePart],
  ["GetMessagePartBody", VPOP3, GetMessagePartBody],
  ["GetMessagePartHeader", VPOP3, GetMessagePartHeader],
  ["MessageReset", VPOP3, MessageReset],
  ["MessageSeek", VPOP3, MessageSeek],
  ["SaveAttachment", VPOP3, SaveAttachment],
];
