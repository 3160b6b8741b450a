import { isNewer } from "../../../runtime/vpop3/contract.ts";
import { operandsOf } from "../../analyse/walk.ts";
import type { Expression, GlobalName, LocalName, Statement } from "../../ast.ts";
import type { Rule } from "../rule.ts";

/**
 * `if not AuthenticatedUser then`: where there is nobody VPOP3 gives "", which is true. A name that the condition uses elsewhere too is only asked whether it
 * is there: `subject and string.find(subject, "x")`.
 */
export const emptyStringIsTrue: Rule = {
  code: "empty-string-is-true",
  severity: "warning",
  about: 'A string from VPOP3 is used as a condition; in Lua "" is true.',
  create(context) {
    const { chunk, options, report, values } = context;
    return {
      statement: (statement) => {
        for (const condition of conditionsOf(statement)) {
          const { asked, mentions } = partsOf(condition);
          for (const { name, negated } of asked) {
            if (!isString(name) || mentions.get(keyOf(name)) !== 1) continue;
            const text = chunk.source.slice(name.start, name.end);
            report(name, `'${text}' is a string, and every string is true, also ""`, {
              hint: `compare it: \`${text} ${negated ? "==" : "~="} ""\``,
              // What is always so does no harm but where it should not be.
              ...(negated ? {} : { severity: "info" }),
            });
          }
        }
      },
    };

    /** What an older VPOP3 does not have is nil there. */
    function isString(e: LocalName | GlobalName): boolean {
      const row = values.rowOf(e);
      return row?.shape === "string" && !isNewer(row.since, options.vpop3Version);
    }
  },
};

interface Asked {
  readonly name: LocalName | GlobalName;
  /** `not name` */
  readonly negated: boolean;
}

function conditionsOf(statement: Statement): readonly Expression[] {
  if (statement.kind === "If") return statement.clauses.map(({ condition }) => condition);
  return statement.kind === "While" || statement.kind === "Repeat" ? [statement.condition] : [];
}

interface Parts {
  /** The names that `and` and `or` join, alone or behind `not`. */
  readonly asked: readonly Asked[];
  /** How often each name is used, wherever it stands. */
  readonly mentions: ReadonlyMap<unknown, number>;
}

/** Conditions may be long, so they are walked with a list. */
function partsOf(condition: Expression): Parts {
  const asked: Asked[] = [];
  const mentions = new Map<unknown, number>();
  const waiting: { readonly e: Expression; readonly joined: boolean; readonly negated: boolean }[] = [
    { e: condition, joined: true, negated: false },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { e, joined, negated } = next;
    if (e.kind === "LocalName" || e.kind === "GlobalName") {
      mentions.set(keyOf(e), (mentions.get(keyOf(e)) ?? 0) + 1);
      if (joined) asked.push({ name: e, negated });
    }
    const isNot = e.kind === "Unary" && e.operator === "not";
    const joins = joined && (isNot || e.kind === "Logical" || e.kind === "Parenthesised");
    for (const operand of operandsOf(e)) waiting.push({ e: operand, joined: joins, negated: isNot ? !negated : negated });
  }
  return { asked, mentions };
}

function keyOf(e: LocalName | GlobalName): unknown {
  return e.kind === "LocalName" ? e.variable : e.name;
}
