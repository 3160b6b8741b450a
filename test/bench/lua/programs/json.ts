type Json = string | number | boolean | Json[] | { [name: string]: Json };
function write(v: Json, out: string[]): void {
  if (Array.isArray(v)) {
    out.push("[");
    for (const [i, item] of v.entries()) {
      if (i > 0) out.push(",");
      write(item, out);
    }
    out.push("]");
  } else if (typeof v === "object") {
    out.push("{");
    for (const [i, name] of Object.keys(v).sort().entries()) {
      if (i > 0) out.push(",");
      out.push(`"${name}":`);
      write(v[name] as Json, out); // one of its names
    }
    out.push("}");
  } else if (typeof v === "string") {
    out.push(`"${v.replace(/["\\\n]/g, (c) => (c === "\n" ? "\\n" : `\\${c}`))}"`);
  } else out.push(String(v));
}
class Reader {
  readonly s: string;
  i = 0;
  constructor(s: string) {
    this.s = s;
  }
  skip(): void {
    while (this.s.charCodeAt(this.i) <= 32) this.i++;
  }
  string(): string {
    let text = "";
    let from = ++this.i;
    for (;;) {
      const c = this.s.charAt(this.i);
      if (c === '"') return text + this.s.slice(from, this.i++);
      if (c === "\\") {
        text += this.s.slice(from, this.i);
        const e = this.s.charAt(this.i + 1);
        text += e === "n" ? "\n" : e;
        this.i += 2;
        from = this.i;
      } else this.i++;
    }
  }
  value(): Json {
    this.skip();
    switch (this.s.charAt(this.i)) {
      case "{": {
        const t: { [name: string]: Json } = {};
        this.i++;
        this.skip();
        if (this.s.charAt(this.i) === "}") {
          this.i++;
          return t;
        }
        for (;;) {
          this.skip();
          const name = this.string();
          this.skip();
          this.i++;
          t[name] = this.value();
          this.skip();
          if (this.s.charAt(this.i++) === "}") return t;
        }
      }
      case "[": {
        const t: Json[] = [];
        this.i++;
        this.skip();
        if (this.s.charAt(this.i) === "]") {
          this.i++;
          return t;
        }
        for (;;) {
          t.push(this.value());
          this.skip();
          if (this.s.charAt(this.i++) === "]") return t;
        }
      }
      case '"':
        return this.string();
      case "t":
        this.i += 4;
        return true;
      case "f":
        this.i += 5;
        return false;
      default: {
        const from = this.i;
        while ("-0123456789.eE+".includes(this.s.charAt(this.i))) this.i++;
        return Number(this.s.slice(from, this.i));
      }
    }
  }
}
const message: Json = {
  from: "alice@example.com",
  to: ["bob@example.com", "carol@example.com", "dave@example.com"],
  subject: 'Hello "world"\nagain',
  size: 12345,
  spam: false,
  scores: [1.5, 2.25, 3, 4, 5],
  headers: {
    received: [
      { by: "mx1", time: 1 },
      { by: "mx2", time: 2 },
    ],
    "x-mailer": "test",
  },
};
export const size = 10_000;
export function bench(n: number): number {
  let value: Json = message;
  let length = 0;
  for (let i = 0; i < n; i++) {
    const out: string[] = [];
    write(value, out);
    const text = out.join("");
    length += text.length;
    value = new Reader(text).value();
  }
  return length;
}
