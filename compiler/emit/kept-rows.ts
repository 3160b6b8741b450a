/** The rows that a loop keeps (loop-lists.ts), for those who emit what it does. */
import type { Expression, IndexExpression, LocalVariable } from "../ast.ts";
import { isSamePlace } from "./filling.ts";

/** A row that the loop keeps, or a list in a field, which may be one that rows lie in. */
export interface Row {
  readonly place: IndexExpression;
  readonly name: string;
  readonly isField: boolean;
}

export interface LoopLists {
  /** The lists in variables, and in globals. */
  readonly locals: ReadonlyMap<LocalVariable, string>;
  readonly globals: ReadonlyMap<string, string>;
  readonly rows: readonly Row[];
  /** The lists that the rows lie in: no store in place may hit them. */
  readonly bases: readonly string[];
  /** Finds all of them again. */
  readonly renewal: string;
}

/** The row that the loop keeps for this expression. */
export function keptRow(lists: LoopLists | undefined, expression: Expression): Row | undefined {
  return lists?.rows.find(({ place }) => isSamePlace(place, expression));
}
