/** Syntax trees changed before they are emitted. */
import type { Expression, FunctionBody, Statement, TableField } from "../ast.ts";

/** Fields of nodes that hold no nodes. */
const LEAVES: ReadonlySet<string> = new Set(["variable", "variables", "parameters", "arg", "label", "info"]);

export type Node = Statement | Expression | TableField;

/** A copy of a function, those inside it included, in which `replace` has replaced each node; inner ones first. */
export function rewritten(body: FunctionBody, replace: (node: Node) => Node): FunctionBody {
  const rewrite = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(rewrite);
    if (typeof node !== "object" || node === null) return node;
    const parts = Object.entries(node).map(([key, value]) => [key, LEAVES.has(key) ? value : rewrite(value)]);
    const copy: object = Object.fromEntries(parts);
    return "kind" in copy ? replace(copy as Node) : copy; // what has a kind is a node
  };
  return rewrite(body) as FunctionBody; // which has none
}
