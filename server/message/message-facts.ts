/** What the header of a message says, for rules and hooks: addresses, subject, lines. Undecoded, as bytes (VPOP3.md §1.5). */
import addressparser from "nodemailer/lib/addressparser";
import type { MessageFacts } from "../rules/rule-facts.ts";
import { fieldLine, fieldValue, headerFields } from "./header-fields.ts";

export interface HeaderFacts extends MessageFacts {
  readonly to: readonly string[];
  readonly cc: readonly string[];
}

/** A field with addresses is read up to this many bytes; a list that is longer is no list that people wrote. */
const MAX_ADDRESS_FIELD_BYTES = 262_144;

/** `recipients`: the forward-paths; those that stand neither in To nor in Cc are the blind ones. */
export function messageFacts(header: Buffer, recipients: readonly string[]): HeaderFacts {
  const fields = headerFields(header);
  const byName = new Map<string, string[]>();
  for (const field of fields) {
    const name = field.name.toLowerCase();
    const values = byName.get(name);
    if (values === undefined) byName.set(name, [fieldValue(field)]);
    else values.push(fieldValue(field));
  }
  const values = (name: string): readonly string[] => byName.get(name.toLowerCase()) ?? [];
  const addresses = (name: string) => values(name).flatMap((value) => mailboxes(value).map(({ address }) => address));
  const to = addresses("to");
  const cc = addresses("cc");
  const named = new Set([...to, ...cc].map((address) => address.toLowerCase()));
  const [from] = values("from").flatMap(mailboxes);
  return {
    from: from?.address ?? "",
    fromName: from?.name ?? "",
    subject: values("subject")[0] ?? "",
    to,
    cc,
    bccRecipients: recipients.filter((address) => !named.has(address.toLowerCase())),
    headerLines: fields.map(fieldLine),
    values,
  };
}

function mailboxes(value: string): { readonly name: string; readonly address: string }[] {
  return addressparser(value.slice(0, MAX_ADDRESS_FIELD_BYTES), { flatten: true }).filter(({ address }) => address !== "");
}
