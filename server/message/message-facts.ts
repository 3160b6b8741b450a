/**
 * What the header of a message says, for rules and hooks: addresses, subject, lines. Undecoded, as bytes (VPOP3.md §1.5). Nothing is
 * parsed before somebody asks for it.
 */
import addressparser from "nodemailer/lib/addressparser";
import type { MessageFacts } from "../rules/rule-facts.ts";
import { fieldLine, fieldValue, type HeaderField, headerFields } from "./header-fields.ts";

/** A field with addresses is read up to this many bytes; a list that is longer is no list that people wrote. */
const MAX_ADDRESS_FIELD_BYTES = 262_144;

interface Mailbox {
  readonly name: string;
  readonly address: string;
}

export class HeaderFacts implements MessageFacts {
  readonly #header: Buffer;
  readonly #recipients: readonly string[];
  #parsed: readonly HeaderField[] | undefined;

  /** `recipients`: the forward-paths; those that stand neither in To nor in Cc are the blind ones. */
  constructor(header: Buffer, recipients: readonly string[]) {
    this.#header = header;
    this.#recipients = recipients;
  }

  /** How many Received fields there are: the hops so far. */
  get hops(): number {
    return this.#header.toString("latin1").match(/^received[ \t]*:/gim)?.length ?? 0;
  }

  get from(): string {
    return this.#fromMailbox?.address ?? "";
  }

  get fromName(): string {
    return this.#fromMailbox?.name ?? "";
  }

  get subject(): string {
    return this.values("subject")[0] ?? "";
  }

  /** Addresses of all To fields, as they are written. */
  get to(): readonly string[] {
    return this.#addresses("to");
  }

  /** Addresses of all Cc fields, as they are written. */
  get cc(): readonly string[] {
    return this.#addresses("cc");
  }

  get bccRecipients(): readonly string[] {
    const named = new Set([...this.to, ...this.cc].map((address) => address.toLowerCase()));
    return this.#recipients.filter((address) => !named.has(address.toLowerCase()));
  }

  get headerLines(): readonly string[] {
    return this.#fields.map(fieldLine);
  }

  values(name: string): readonly string[] {
    const wanted = name.toLowerCase();
    return this.#fields.filter((field) => field.name.toLowerCase() === wanted).map(fieldValue);
  }

  get #fields(): readonly HeaderField[] {
    this.#parsed ??= headerFields(this.#header);
    return this.#parsed;
  }

  get #fromMailbox(): Mailbox | undefined {
    return this.values("from").flatMap(mailboxes)[0];
  }

  #addresses(name: string): readonly string[] {
    return this.values(name).flatMap((value) => mailboxes(value).map(({ address }) => address));
  }
}

function mailboxes(value: string): Mailbox[] {
  return addressparser(value.slice(0, MAX_ADDRESS_FIELD_BYTES), { flatten: true }).filter(({ address }) => address !== "");
}
