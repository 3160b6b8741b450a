/**
 * The envelope of a queued message: what the SMTP transaction said about it (RFC 5321 §2.3.1), what the server knows about the
 * client, and what hooks and rules decided. Plain data; the queue stores it as it is.
 *
 * Addresses are Unicode text, bare (no angle brackets). Header lines are byte strings (one char code 0–255 per byte), as scripts
 * make them.
 */

/** One recipient as RCPT TO gave it, with its DSN parameters (RFC 3461 §4). */
export interface ForwardPath {
  /** The address without angle brackets. */
  readonly address: string;
  /** NOTIFY: `NEVER`, or a list of `SUCCESS`, `FAILURE`, `DELAY` joined by commas. */
  readonly notify?: string;
  /** ORCPT as received, decoded from xtext: `rfc822;user@example.com`. */
  readonly orcpt?: string;
}

/** Why a message is held instead of sent. */
export interface Hold {
  /** For the log and `moonpost queue list`; "" if nobody gave a reason. */
  readonly reason: string;
}

export interface Envelope {
  /** The return path without angle brackets; "" is the null reverse-path `<>`. */
  readonly reversePath: string;
  /** At least one. */
  readonly forwardPaths: readonly ForwardPath[];
  /** RET of MAIL FROM (RFC 3461 §4.3). */
  readonly ret?: "FULL" | "HDRS";
  /** ENVID of MAIL FROM, decoded from xtext (RFC 3461 §4.4). */
  readonly envid?: string;
  /** BODY=8BITMIME was given, or the message has bytes above 127 (RFC 6152). */
  readonly eightBit?: boolean;
  /** SMTPUTF8 was given (RFC 6531). */
  readonly smtpUtf8?: boolean;
  /** The user who authenticated, "" if nobody did. */
  readonly authenticatedUser: string;
  /** The client's IP address. */
  readonly clientAddress: string;
  /** The argument of HELO or EHLO. */
  readonly ehloName: string;
  /** When the end of the data was received, in milliseconds since the epoch. */
  readonly receivedAtMs: number;
  /** Present: the message stays until it is released. */
  readonly hold?: Hold;
  /**
   * Complete header lines, without line end, that stand before the received header, in this order: Received, Return-Path and what
   * DoDATAStart adds. They are put in front when the message is sent; the stored bytes stay as received.
   */
  readonly headerLines: readonly string[];
  /** IMAP4 keywords that a rule gave the message (VPOP3.md §3, result 10). */
  readonly keywords?: readonly string[];
  /**
   * Header modifiers of rules and ProcessMessage in the form of VPOP3.md §1.6, in the order in which they apply. They too are applied when the message
   * is sent, so the body is never copied.
   */
  readonly headerModifiers: readonly string[];
}
