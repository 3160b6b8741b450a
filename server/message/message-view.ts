/** A message as ProcessMessage and its helper functions see it. Governing text: VPOP3.md §2.3, §6.4. */
import type { CurrentMessage } from "../../runtime/host.ts";
import { type Attachment, attachmentBytes, attachmentsOf } from "./attachments.ts";
import { type ByteRange, type MimePart, mimeStructure } from "./mime-structure.ts";

export interface MessageView {
  /** Rows of the parameter `mime`. */
  readonly sections: readonly MimeSectionRow[];
  /** Rows of the parameter `attachments`. */
  readonly attachments: readonly AttachmentRow[];
  /** For VPOP3.GetMessagePart and its like; valid as long as `message` can be read. */
  readonly message: CurrentMessage;
}

interface MimeSectionRow {
  readonly Path: string;
  readonly ContentType: string;
  readonly ContentSubtype: string;
  readonly ContentTypeFilename: string;
  readonly ContentDisposition: string;
  readonly ContentDispositionFilename: string;
  readonly Start: number;
  readonly End: number;
}

interface AttachmentRow {
  readonly MIMESection: number;
  readonly Name: string;
  readonly MIMEType: string;
  readonly Size: number;
  readonly Type: string;
}

/** Finds the parts now, with pauses in a big message; the bytes of a part are read when a script asks for them. */
export async function messageView(message: ByteRange): Promise<MessageView> {
  const parts = await mimeStructure(message);
  const attachments = await attachmentsOf(message, parts);
  return {
    sections: parts.map(sectionRow),
    attachments: attachments.map(({ section, name, mimeType, sizeBytes, kind }) => ({
      MIMESection: section,
      Name: name,
      MIMEType: mimeType,
      Size: sizeBytes,
      Type: kind,
    })),
    message: currentMessage(message, parts, attachments),
  };
}

function sectionRow(part: MimePart): MimeSectionRow {
  return {
    Path: part.path,
    ContentType: part.type,
    ContentSubtype: part.subtype,
    ContentTypeFilename: part.typeFileName,
    ContentDisposition: part.disposition,
    ContentDispositionFilename: part.dispositionFileName,
    Start: part.start,
    End: part.end,
  };
}

function currentMessage(message: ByteRange, parts: readonly MimePart[], attachments: readonly Attachment[]): CurrentMessage {
  return {
    sizeBytes: message.sizeBytes,
    read: (start, end) => message.read(start, end).toString("latin1"),
    part: (path) => parts.find((part) => part.path === path),
    attachment: (number) => {
      const attachment = attachments[number - 1];
      return attachment === undefined ? undefined : attachmentBytes(message, attachment);
    },
    position: 0,
  };
}
