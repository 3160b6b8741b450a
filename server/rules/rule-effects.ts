/** What rules have asked for, kept from stage to stage until the message is there (VPOP3.md §9 O6, O9). */
export interface RuleEffects {
  /** Header modifiers so far; a rule's own list replaces them. */
  headerModifiers: readonly string[];
  /** IMAP4 keywords so far; a rule's own list replaces them. */
  keywords: readonly string[];
  /** Address that gets the message instead of its recipients. */
  redirectTo: string | undefined;
  /** Recipients whom a rule of stage 2 replaced, with the address that gets the message instead: such a rule is about one of them. */
  readonly redirected: Map<string, string>;
  copyTo: readonly string[];
  hold: boolean;
  /** Close the connection after the message. */
  disconnect: boolean;
  /** Accept the message and drop it. */
  drop: boolean;
}

/** A fresh object, which rules change. */
export function noEffects(): RuleEffects {
  return {
    headerModifiers: [],
    keywords: [],
    redirectTo: undefined,
    redirected: new Map(),
    copyTo: [],
    hold: false,
    disconnect: false,
    drop: false,
  };
}
