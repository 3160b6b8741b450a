import fc from "fast-check";
import MailComposer from "nodemailer/lib/mail-composer";
import { describe, expect, it } from "vitest";
import { attachmentBytes, attachmentsOf } from "../../../server/message/attachments.ts";
import { type ByteRange, mimeStructure } from "../../../server/message/mime-structure.ts";

function range(text: string | Buffer): ByteRange {
  const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text, "latin1");
  return { sizeBytes: bytes.length, read: (start, end) => bytes.subarray(start, end) };
}

/** Path, type and raw text of each part. */
async function partsOf(lines: readonly string[]): Promise<string[]> {
  const text = lines.join("\r\n");
  const parts = await mimeStructure(range(text));
  return parts.map((part) => `${part.path} ${part.type}/${part.subtype} ${JSON.stringify(text.slice(part.body, part.end))}`);
}

describe("the structure", () => {
  it("of a message that is no multipart is one part", async () => {
    expect(await partsOf(["Subject: x", "", "hello", ""])).toEqual(['1 text/plain "hello\\r\\n"']);
  });

  it("of a multipart lists its parts, without preamble and epilogue", async () => {
    expect(
      await partsOf([
        "Content-Type: multipart/mixed; boundary=b",
        "",
        "preamble",
        "--b",
        "",
        "one",
        "--b",
        "Content-Type: text/html",
        "",
        "two",
        "",
        "--b--",
        "epilogue",
        "--b",
        "",
        "no part",
      ]),
    ).toEqual(['1 text/plain "one"', '2 text/html "two\\r\\n"']);
  });

  it("of nested multiparts names inner parts below outer ones", async () => {
    expect(
      await partsOf([
        "Content-Type: multipart/mixed; boundary=outer",
        "",
        "--outer",
        'Content-Type: multipart/alternative; boundary="outer-inner"',
        "",
        "--outer-inner",
        "",
        "plain",
        "--outer-inner",
        "Content-Type: text/html",
        "",
        "html",
        "--outer-inner--",
        "--outer",
        "Content-Type: image/png",
        "",
        "png",
        "--outer--",
      ]),
    ).toEqual([
      `1 multipart/alternative "--outer-inner\\r\\n\\r\\nplain\\r\\n--outer-inner\\r\\nContent-Type: text/html\\r\\n\\r\\nhtml\\r\\n--outer-inner--"`,
      '1.1 text/plain "plain"',
      '1.2 text/html "html"',
      '2 image/png "png"',
    ]);
  });

  it("ends inner multiparts that were not closed at the outer boundary", async () => {
    expect(
      await partsOf([
        "Content-Type: multipart/mixed; boundary=a",
        "",
        "--a",
        "Content-Type: multipart/mixed; boundary=b",
        "",
        "--b",
        "",
        "in",
        "--a",
        "",
        "out",
      ]),
    ).toEqual(['1 multipart/mixed "--b\\r\\n\\r\\nin"', '1.1 text/plain "in"', '2 text/plain "out"']);
  });

  it("looks into messages within messages", async () => {
    const inner = ["Subject: inner", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "text", "--b--"];
    const lines = [
      "Content-Type: multipart/mixed; boundary=a",
      "",
      "--a",
      "Content-Type: message/rfc822",
      "",
      ...inner,
      "--a",
      "",
      "after",
      "--a--",
    ];
    expect((await partsOf(lines)).map((line) => line.replace(/ ".*/, ""))).toEqual([
      "1 message/rfc822",
      "1.1 text/plain",
      "2 text/plain",
    ]);
    expect(await partsOf(["Content-Type: message/rfc822", "", "Subject: in", "", "body"])).toEqual([
      '1 message/rfc822 "Subject: in\\r\\n\\r\\nbody"',
    ]);
  });

  it("takes a boundary for one only at the start of a line, whole, with nothing but space behind it", async () => {
    expect(
      await partsOf(["Content-Type: multipart/mixed; boundary=b", "", "--b \t", "", "x --b", "--bb", " --b", "--b-", "--b--"]),
    ).toEqual(['1 text/plain "x --b\\r\\n--bb\\r\\n --b\\r\\n--b-"']);
  });

  it("of hostile messages stays small and quick", async () => {
    const deep = Array.from({ length: 500 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join(
      "",
    );
    const wide = `Content-Type: multipart/mixed; boundary=b\r\n\r\n${"--b\r\n\r\n".repeat(50_000)}`;
    const spaces = `Content-Type: multipart/mixed; boundary=b\r\n\r\n${`--${" ".repeat(1000)}x\r\n`.repeat(2000)}`;
    const begin = performance.now();
    expect((await mimeStructure(range(deep))).length).toBeLessThan(100);
    expect((await mimeStructure(range(wide))).length).toBeLessThanOrEqual(2000);
    expect((await mimeStructure(range(spaces))).length).toBe(0);
    expect(performance.now() - begin).toBeLessThan(2000);
  });
});

describe("attachments", () => {
  it("of generated messages have the names, types, sizes and bytes that went in", async () => {
    const file = fc.record({
      filename: fc.constantFrom("a.txt", "b c.pdf", "ü.bin", "x;y.exe", "\u{1f600}.png"),
      content: fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
      contentType: fc.constantFrom("application/pdf", "image/png", "application/octet-stream"),
      contentTransferEncoding: fc.constantFrom<"base64" | "quoted-printable">("base64", "quoted-printable"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(file, { maxLength: 4 }), fc.option(fc.lorem()), async (files, html) => {
        const composer = new MailComposer({ text: "hello", ...(html === null ? {} : { html }), attachments: files });
        const message = range(await composer.compile().build());
        const found = await attachmentsOf(message, await mimeStructure(message));
        expect(found.map(({ name, mimeType }) => [Buffer.from(name, "latin1").toString(), mimeType])).toEqual(
          files.map((one) => [one.filename, one.contentType]),
        );
        for (const [i, attachment] of found.entries()) {
          const bytes = (await attachmentBytes(message, attachment)) ?? "";
          expect(Buffer.from(bytes, "latin1").equals(files[i]?.content ?? Buffer.alloc(0))).toBe(true);
          expect(attachment.sizeBytes).toBe(bytes.length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("larger than a window are decoded whole", async () => {
    const content = Buffer.alloc(700_001, "moonpost");
    const message = range(await new MailComposer({ text: "x", attachments: [{ filename: "big", content }] }).compile().build());
    const [attachment] = await attachmentsOf(message, await mimeStructure(message));
    if (attachment === undefined) throw new Error("no attachment found");
    expect(attachment.sizeBytes).toBe(content.length);
    expect(Buffer.from((await attachmentBytes(message, attachment)) ?? "", "latin1").equals(content)).toBe(true);
  });

  it("in uuencode within a text are found", async () => {
    const text = ["Subject: x", "", "look:", "begin 644 hello.txt", "+:&5L;&\\@=V]R;&0", "`", "end", "bye", ""].join("\r\n");
    const message = range(text);
    const [attachment] = await attachmentsOf(message, await mimeStructure(message));
    expect(attachment).toMatchObject({ name: "hello.txt", kind: "UUE", section: 1, sizeBytes: 11 });
    expect(attachment && (await attachmentBytes(message, attachment))).toBe("hello world");
  });

  it.each([
    ["application/ms-tnef; name=winmail.dat", "base64", "TNEF"],
    ["application/mac-binhex40; name=x.hqx", "7bit", "MIMEBINHEX"],
    ["application/octet-stream; name=x", "x-uuencode", "MIMEUUE"],
    ["application/octet-stream; name=x", "base64", "MIME"],
  ])("of type %s in %s are of kind %s", async (type, encoding, kind) => {
    const message = range(`Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\neHg=\r\n`);
    expect(await attachmentsOf(message, await mimeStructure(message))).toMatchObject([{ kind, section: 1 }]);
  });
});
