/**
 * The mailboxes of local users: a Maildir folder each (cr.yp.to/proto/maildir.html). Here a message for a local address ends: it is written
 * to the mailbox of its user, or to those of the users behind an alias; addresses of other servers behind an alias become recipients.
 *
 * A delivery is durable before it is answered, and done twice it still leaves one copy: the file's name is the message's id.
 */
import { createHash } from "node:crypto";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Directory, ExpandedTarget } from "../directory/directory.ts";
import type { Logger } from "../log.ts";
import { storageError } from "../store/storage-error.ts";
import type { Mail, RecipientAnswer, SendOutcome, Transport } from "./transport.ts";

const MAILDIR = ["tmp", "new", "cur"] as const;

export class Mailboxes implements Transport {
  readonly #folder: string;
  readonly #directory: Directory;
  readonly #log: Logger;

  /** `folder` holds one folder for each user; made when it is needed. */
  constructor(folder: string, directory: Directory, log: Logger) {
    this.#folder = folder;
    this.#directory = directory;
    this.#log = log;
  }

  /** True for an address of a local domain, and for one that a user or alias of this server has elsewhere. */
  takes(address: string): boolean {
    return this.#directory.destination(address).kind !== "remote";
  }

  async send(mail: Mail): Promise<SendOutcome> {
    const answers: RecipientAnswer[] = [];
    for (const { address } of mail.recipients) answers.push({ address, ...(await this.#deliver(mail, address)) });
    return { kind: "answered", answers };
  }

  close(): void {}

  async #deliver(mail: Mail, address: string): Promise<Omit<RecipientAnswer, "address">> {
    const targets = this.#directory.expand(address);
    const users = targets.filter((target) => target.kind === "user").map((target) => target.name);
    const forwards = targets.filter((target) => target.kind === "remote").map((target) => target.name);
    if (users.length + forwards.length === 0) return { kind: "refused", reply: `550 5.1.1 ${nobody(targets, address)}` };
    const unknown = targets.filter((target) => target.kind === "unknown").map((target) => target.name);
    if (unknown.length > 0)
      this.#log.warn({ id: mail.id, address, unknown }, "not all whom the address stands for exist; the others get the message");
    try {
      for (const user of users) await this.#write(mail, user);
    } catch (error) {
      const failure = storageError(`writing to a mailbox for ${address}`, error);
      this.#log.error({ id: mail.id, address, error }, failure.message);
      return { kind: "later", reply: failure.reply };
    }
    const where = [...users.map((user) => `mailbox ${user}`), ...forwards].join(", ");
    return { kind: "accepted", reply: `250 2.1.5 ${forwards.length === 0 ? "delivered" : "passed on"} to ${where}`, forwards };
  }

  /** tmp, fsync, new: a reader never sees half a message, and a crash loses none. */
  async #write(mail: Mail, user: string): Promise<void> {
    const maildir = join(this.#folder, folderName(user));
    for (const part of MAILDIR) {
      const made = await mkdir(join(maildir, part), { recursive: true });
      if (made !== undefined) for (const folder of [dirname(made), maildir]) await syncFolder(folder);
    }
    const name = `${mail.id}.eml`;
    // A reader moves it from new to cur and puts flags behind the name.
    if ((await readdir(join(maildir, "cur"))).some((there) => there.startsWith(name))) return;
    const aside = join(maildir, "tmp", name);
    try {
      const file = await open(aside, "w", 0o600);
      try {
        await file.write(`Return-Path: <${mail.envelope.reversePath}>\r\n`);
        const keywords = keywordAtoms(mail.envelope.keywords ?? []);
        if (keywords !== "") await file.write(`X-Keywords: ${keywords}\r\n`);
        const text = mail.text.open(user);
        if (text instanceof Buffer) await file.write(text);
        else
          await pipeline(text, async (chunks: AsyncIterable<Buffer>) => {
            for await (const chunk of chunks) await file.write(chunk);
          });
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(aside, join(maildir, "new", name));
      await syncFolder(join(maildir, "new"));
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
  }
}

/** The keywords as IMAP4 atoms in one line (RFC 9051 §2.3.2), as mail readers of Maildir look for them in `X-Keywords`. */
function keywordAtoms(keywords: readonly string[]): string {
  const atoms = keywords.map((keyword) => keyword.replaceAll(/[^!#$&'+,./0-9:;<=>?@A-Z^_`a-z|~-]/g, "").slice(0, 60));
  return [...new Set(atoms.filter((atom) => atom !== ""))].slice(0, 12).join(" ");
}

function nobody(targets: readonly ExpandedTarget[], address: string): string {
  const missing = targets.find((target) => target.kind === "unknown" && target.name !== address);
  return missing === undefined ? `there is no mailbox ${address}` : `${address} stands for ${missing.name}, which does not exist`;
}

/**
 * The name of a user's folder: the user's name where it is harmless as a file name on every system, else made so, with a hash that keeps
 * different names apart.
 */
export function folderName(user: string): string {
  const name = user.toLowerCase();
  if (/^[a-z0-9_][a-z0-9_.@+-]{0,100}$/.test(name) && !name.endsWith(".") && !WINDOWS_DEVICE.test(name)) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 16);
  return `${name.replace(/[^a-z0-9_-]/g, "_").slice(0, 60)}-${hash}`;
}

const WINDOWS_DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/;

async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return; // folders can't be opened there
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
