/**
 * Bounce address tag validation: the return path of mail that leaves carries a tag that only this server can make and that expires, so
 * that a bounce to it can be told from a forged one (backscatter).
 *
 * `ann@example.com` ⇄ `prvs=0123abcdef=ann@example.com`: one digit for the key, the day of expiry modulo 1000, six hexadecimal digits of a
 * keyed hash over both and the address. Governing text: draft-levine-smtp-batv-01 §5 (`prvs`).
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Path } from "./path.ts";

/** Keys are numbered so that they can change; there is one here. */
const KEY_NUMBER = "0";
const DAY_MS = 86_400_000;
const TAG = /^prvs=([0-9])([0-9]{3})([0-9a-f]{6})=(.+)$/is;

export interface BatvSettings {
  /** At least one char. */
  readonly key: string;
  /** How long a tag is good, in days; below 500. */
  readonly validDays: number;
}

/** What a recipient address says of itself. `original`: the address without its tag, where it has one. */
export type BounceTag =
  | { readonly kind: "none" }
  | { readonly kind: "good"; readonly original: Path }
  | { readonly kind: "bad" | "expired"; readonly original: Path };

export class Batv {
  readonly #settings: BatvSettings;

  constructor(settings: BatvSettings) {
    this.#settings = settings;
  }

  /** The address with its tag. One that can't take it (null, quoted, too long, tagged already) comes back as it is. */
  tag(address: string, nowMs: number): string {
    const at = address.lastIndexOf("@");
    const localPart = address.slice(0, at);
    // RFC 5321 §4.5.3.1.1 gives a local part 64 octets; the tag takes 16.
    if (at <= 0 || localPart.startsWith('"') || localPart.length > 48 || TAG.test(localPart)) return address;
    const day = String((Math.floor(nowMs / DAY_MS) + this.#settings.validDays) % 1000).padStart(3, "0");
    return `prvs=${KEY_NUMBER}${day}${this.#hash(KEY_NUMBER + day, address)}=${address}`;
  }

  /** Judges a recipient by its tag. */
  read(path: Path, nowMs: number): BounceTag {
    const match = TAG.exec(path.localPart);
    if (match === null) return { kind: "none" };
    const [, keyNumber = "", day = "", hash = "", localPart = ""] = match;
    const original: Path = { address: `${localPart}@${path.domain}`, localPart, domain: path.domain };
    const wanted = this.#hash(keyNumber + day, original.address);
    if (keyNumber !== KEY_NUMBER || !timingSafeEqual(Buffer.from(hash.toLowerCase()), Buffer.from(wanted)))
      return { kind: "bad", original };
    const daysLeft = (Number(day) - (Math.floor(nowMs / DAY_MS) % 1000) + 1000) % 1000;
    return { kind: daysLeft <= this.#settings.validDays ? "good" : "expired", original };
  }

  /** Addresses are hashed in lower case: other servers change the case of what they bounce to. */
  #hash(prefix: string, address: string): string {
    return createHmac("sha1", this.#settings.key)
      .update(prefix + address.toLowerCase(), "latin1")
      .digest("hex")
      .slice(0, 6);
  }
}
