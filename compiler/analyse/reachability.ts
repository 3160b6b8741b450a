/**
 * Statements that control never comes to: behind `do return end`, a loop without a way out, an `if` whose branches all leave.
 * `check` warns of them, and nothing is emitted for them. TypeScript knows such code too, and no check of a value holds there: `t !== undefined ? t.x : …` would not do.
 */
import type { Block, Expression, LabelInfo, Statement } from "../ast.ts";

export interface Reachability {
  /** False for a statement that control never comes to. */
  reaches(statement: Statement): boolean;
  /** True if control comes out at the block's end. */
  completes(block: Block): boolean;
}

/** What control does in the body of a function; one step a statement. `stops`: it does not come out of the statement for a reason of its own. */
export function reachability(body: Block, stops: (statement: Statement) => boolean = () => false): Reachability {
  const unreached = new Set<Statement>();
  const closed = new Set<Block>();
  /** Labels that statements before them jump to. */
  const jumps = new Set<LabelInfo>();
  /** For each loop around, innermost last, whether a `break` leaves it. */
  const broken: boolean[] = [];

  const inBlock = (block: Block): boolean => {
    let here = true;
    for (let i = 0; i < block.statements.length; i++) {
      const statement = block.statements[i] as Statement; // i is in range
      // What jumps back to a label stands behind it: it is taken to be reached.
      if (statement.kind === "Label") here ||= statement.label.backward || jumps.has(statement.label);
      if (here) here = inStatement(statement);
      else unreached.add(statement);
    }
    if (!here) closed.add(block);
    return here;
  };
  /** A loop: true if control comes out behind it; `ends`: its head or its condition may end it. */
  const inLoop = (block: Block, ends: (completes: boolean) => boolean): boolean => {
    broken.push(false);
    const completes = inBlock(block);
    return broken.pop() === true || ends(completes);
  };
  /** True if control comes out behind the statement. */
  const inStatement = (statement: Statement): boolean => {
    switch (statement.kind) {
      case "Return":
        return false;
      case "Break":
        broken[broken.length - 1] = true;
        return false;
      case "Goto":
        jumps.add(statement.label);
        return false;
      case "Do":
        return inBlock(statement.body);
      case "If": {
        const branches = statement.clauses.map((clause) => inBlock(clause.body));
        return statement.otherwise === undefined || inBlock(statement.otherwise) || branches.includes(true);
      }
      case "While":
        return inLoop(statement.body, () => !isAlways(statement.condition));
      case "Repeat":
        return inLoop(statement.body, (completes) => completes && !isNever(statement.condition));
      case "NumericFor":
      case "GenericFor":
        return inLoop(statement.body, () => true);
      default:
        return !stops(statement);
    }
  };
  inBlock(body);
  return { reaches: (statement) => !unreached.has(statement), completes: (block) => !closed.has(block) };
}

/** True for a condition that holds whatever happens: a literal. */
export function isAlways(condition: Expression): boolean {
  return condition.kind === "Boolean" ? condition.value : condition.kind === "Number" || condition.kind === "String";
}

/** True for a condition that never holds: a literal. */
export function isNever(condition: Expression): boolean {
  return condition.kind === "Boolean" ? !condition.value : condition.kind === "Nil";
}
