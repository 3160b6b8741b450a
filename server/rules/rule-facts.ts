/** What rules can look at. Strings are bytes; what comes from the header is empty before stage 3. Governing text: VPOP3.md §3. */

/** 1: after MAIL FROM, 2: after each RCPT TO, 3: after the data. */
export type RuleStage = 1 | 2 | 3;

export interface RuleFacts {
  readonly stage: RuleStage;
  readonly mailFrom: string;
  /** All recipients so far; at stage 2 the current one is the last (VPOP3.md §9 O8). */
  readonly recipients: readonly string[];
  readonly clientAddress: string;
  readonly helo: string;
  readonly authenticatedUser: string;
  readonly spf: string;
  /** Block lists that know the client. */
  readonly blockLists: readonly string[];
  /** Bytes; before stage 3 what the client announced, else 0. */
  readonly sizeBytes: number;
  readonly message: MessageFacts | undefined;
}

/** What stage 3 knows besides. */
export interface MessageFacts {
  /** The address in From. */
  readonly from: string;
  /** The display name in From. */
  readonly fromName: string;
  readonly subject: string;
  readonly bccRecipients: readonly string[];
  /** Header fields without their final line end; folding stays. */
  readonly headerLines: readonly string[];
  /** The values of the fields of that name, unfolded. */
  values(name: string): readonly string[];
}
