class Point {
  readonly x: number;
  readonly y: number;
  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }
  add(other: Point): Point {
    return new Point(this.x + other.x, this.y + other.y);
  }
  length2(): number {
    return this.x * this.x + this.y * this.y;
  }
}
class Account {
  balance: number;
  constructor(balance: number) {
    this.balance = balance;
  }
  deposit(v: number): void {
    this.balance += v;
  }
  get(): number {
    return this.balance;
  }
}
class Savings extends Account {
  rate = 2;
  interest(): number {
    this.deposit(this.rate);
    return this.get();
  }
}
export const size = 2_000_000;
export function bench(n: number): string {
  let p = new Point(0, 0);
  const step = new Point(1, 2);
  const account = new Savings(100);
  let sum = 0;
  for (let i = 1; i <= n; i++) {
    p = p.add(step);
    sum += p.length2() % 7;
    sum += account.interest() % 3;
  }
  return `${sum} ${p.x} ${account.get()}`;
}
