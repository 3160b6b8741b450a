import type { DialectRules } from "./dialect.ts";

/** What the readers of numbers and strings see of the lexer. */
export interface LexerState {
  readonly source: string;
  readonly rules: DialectRules;
  /** `[[` inside `[[ ]]` are counted (5.0, or vpop3 on its second try). */
  readonly countNested: boolean;
  sawNested: boolean;
  position: number;
  line: number;
  text: string;
  number: number;
  readonly start: number;
  refuse(reason: string, near: string | undefined): never;
  refuseText(reason: string, text: string): never;
  refuseEnd(reason: string): never;
}
