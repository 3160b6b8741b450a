/** What the header of a MIME part says about its content. Governing text: RFC 2045 §5, RFC 2183, RFC 2231, RFC 2047 (in names). */
import libmime from "libmime";
import { fieldValue, headerFields } from "./header-fields.ts";

export interface PartHeader {
  /** Lower case. `text` and `plain` if the part does not say. */
  readonly type: string;
  readonly subtype: string;
  /** As bytes; "" if there is none. Of multiparts only. */
  readonly boundary: string;
  /** The name parameter of Content-Type, decoded, as UTF-8 bytes. */
  readonly typeFileName: string;
  /** `inline`, `attachment`, another word in lower case, or "". */
  readonly disposition: string;
  /** The filename parameter of Content-Disposition, decoded, as UTF-8 bytes. */
  readonly dispositionFileName: string;
  /** Lower case; `7bit` if the part does not say. */
  readonly encoding: string;
}

/** No header field of a part is read beyond this. */
const MAX_FIELD_BYTES = 16_384;

const TOKEN = /^[!#$%&'*+.0-9A-Z^_`a-z{|}~-]+$/;

/** `defaultType`: `text/plain`, or `message/rfc822` within a multipart/digest (RFC 2046 §5.1.5). */
export function readPartHeader(header: Buffer, defaultType: readonly [string, string]): PartHeader {
  let contentType: string | undefined;
  let disposition: string | undefined;
  let encoding = "7bit";
  for (const field of headerFields(header)) {
    switch (field.name.toLowerCase()) {
      case "content-type":
        contentType ??= fieldValue(field).slice(0, MAX_FIELD_BYTES);
        break;
      case "content-disposition":
        disposition ??= fieldValue(field).slice(0, MAX_FIELD_BYTES);
        break;
      case "content-transfer-encoding":
        encoding = fieldValue(field).slice(0, 64).toLowerCase();
        break;
    }
  }
  const typed = headerValue(contentType);
  const disposed = headerValue(disposition);
  const [type, subtype] = mediaType(typed.value, defaultType);
  return {
    type,
    subtype,
    boundary: type === "multipart" ? (libmime.parseHeaderValue(contentType ?? "").params.boundary ?? "") : "",
    typeFileName: fileName(typed.params.name),
    disposition: (disposed.value || "").toLowerCase(),
    dispositionFileName: fileName(disposed.params.filename),
    encoding,
  };
}

const NO_VALUE: ReturnType<typeof libmime.parseHeaderValue> = { value: "", params: {} };

function headerValue(field: string | undefined): ReturnType<typeof libmime.parseHeaderValue> {
  return field === undefined ? NO_VALUE : libmime.parseHeaderValue(unicode(field));
}

function mediaType(value: string | false, defaultType: readonly [string, string]): readonly [string, string] {
  const [type = "", subtype = "", ...rest] = (value || "")
    .toLowerCase()
    .split("/")
    .map((part) => part.trim());
  return rest.length === 0 && TOKEN.test(type) && TOKEN.test(subtype) ? [type, subtype] : defaultType;
}

/** A name as UTF-8 bytes. Names are often RFC 2047 words, against the standard; control characters have no place in them. */
function fileName(name: string | undefined): string {
  if (name === undefined) return "";
  const decoded = name.includes("=?") ? libmime.decodeWords(name) : name;
  return Buffer.from(decoded.replace(/[\0-\x1f\x7f]/g, " "), "utf8").toString("latin1");
}

/** Raw 8-bit bytes in a field, against the standard too, are UTF-8 if they can be, else Latin-1. */
function unicode(bytes: string): string {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  const text = Buffer.from(bytes, "latin1").toString("utf8");
  return text.includes("\ufffd") ? bytes : text;
}
