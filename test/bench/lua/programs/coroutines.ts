function* producer(n: number): Generator<number, number> {
  for (let i = 1; i <= n; i++) yield i;
  return 0;
}
export const size = 1_000_000;
export function bench(n: number): number {
  const values = producer(n);
  let sum = 0;
  for (;;) {
    const { value } = values.next();
    if (value === 0) break;
    sum += value;
  }
  return sum;
}
