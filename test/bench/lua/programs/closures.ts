function counter(step: number): () => number {
  let count = 0;
  return () => {
    count += step;
    return count;
  };
}
function compose(f: (x: number) => number, g: (x: number) => number): (x: number) => number {
  return (x) => f(g(x));
}
export const size = 1_000_000;
export function bench(n: number): number {
  let sum = 0;
  for (let i = 1; i <= n; i++) {
    const c = counter(i);
    c();
    c();
    const f = compose(
      (x) => x + 1,
      (x) => x * 2,
    );
    sum += c() + f(i);
  }
  return sum;
}
