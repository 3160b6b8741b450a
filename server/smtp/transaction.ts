/** One mail transaction: what MAIL FROM and RCPT TO have said, and what hooks and rules have decided about it so far. */

import { noEffects, type RuleEffects } from "../rules/rule-effects.ts";
import type { MailParameters, RcptParameters } from "./esmtp-parameters.ts";
import type { Path } from "./path.ts";

export interface Recipient {
  readonly address: string;
  readonly parameters: RcptParameters;
  /** True if a user or alias of this server takes it. */
  readonly local: boolean;
}

export class Transaction {
  /** The reverse-path; a script may replace it. */
  reversePath: string;
  /** The address as MAIL FROM gave it. */
  readonly mailFrom: Path;
  /** What MAIL FROM said; a script may change what concerns notices to the sender. */
  parameters: MailParameters;
  readonly recipients: Recipient[] = [];
  readonly effects: RuleEffects = noEffects();
  readonly spfResult: string;
  /** What DoDATAStart puts before the header. */
  headerLines: readonly string[] = [];
  /** Recipients by address, the domain in lower case: one given twice counts once. */
  readonly #known = new Set<string>();
  readonly #addresses: string[] = [];

  constructor(mailFrom: Path, parameters: MailParameters, spfResult: string) {
    this.mailFrom = mailFrom;
    this.reversePath = mailFrom.address;
    this.parameters = parameters;
    this.spfResult = spfResult;
  }

  /** The recipients' addresses, in order. Grows with `recipients`. */
  get addresses(): readonly string[] {
    return this.#addresses;
  }

  /**
   * Has the addresses judged with one more at their end (VPOP3.md §9 O8). It is the list of `addresses` itself, because a copy for each
   * recipient would be quadratic.
   */
  proposing<T>(address: string, judge: (addresses: readonly string[]) => Promise<T>): Promise<T> {
    this.#addresses.push(address);
    return judge(this.#addresses).finally(() => this.#addresses.pop());
  }

  /** Does nothing for an address that is there already: local parts are compared as they are, domains whatever the case. */
  add(path: Path, recipient: Recipient): void {
    const key = `${path.localPart}@${path.domain.toLowerCase()}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.recipients.push(recipient);
    this.#addresses.push(recipient.address);
  }
}
