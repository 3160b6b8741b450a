interface Tree {
  readonly left: Tree | undefined;
  readonly right: Tree | undefined;
}
function bottomUp(depth: number): Tree {
  return depth > 0 ? { left: bottomUp(depth - 1), right: bottomUp(depth - 1) } : { left: undefined, right: undefined };
}
function check(tree: Tree): number {
  return tree.left !== undefined && tree.right !== undefined ? 1 + check(tree.left) + check(tree.right) : 1;
}
export const size = 14;
export function bench(n: number): number {
  let total = 0;
  for (let depth = 4; depth <= n; depth += 4) {
    for (let i = 1; i <= 2 ** (n - depth + 4); i++) total += check(bottomUp(depth));
  }
  return total;
}
