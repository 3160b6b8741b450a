function fib(n: number): number {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}
export const size = 32;
export const bench = (n: number): number => fib(n);
