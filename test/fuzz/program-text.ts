/**
 * Random Lua programs, each read off a *tape*: a list of numbers, of which every choice takes the next; an exhausted tape gives 0, which always
 * chooses the simplest form. So a shorter tape with smaller numbers is a simpler program, and fast-check shrinks counterexamples well.
 *
 * Every program ends: loops have small bounds, functions may only call those defined before them. Each part runs in a `pcall` that
 * prints its outcome, so that errors are compared too and do not end the program.
 */
import type { RealVersion } from "../lua/oracle.ts";

/** The program of a tape, in the syntax that `version` has. */
export function programFrom(tape: readonly number[], version: RealVersion): string {
  return new Program(tape, version).text();
}

const PRELUDE = `local function show(...)
  local out = ""
  for i = 1, COUNT do
    local v = VALUE
    if v ~= v then v = "nan" elseif type(v) == "table" or type(v) == "function" or type(v) == "thread" then v = type(v) end
    out = out .. tostring(v) .. ";"
  end
  print(out)
end
local mt = {}
mt.__index = function(t, k) return k end
mt.__add = function(a, b) return "add" end
mt.__concat = function(a, b) return "cat" end
mt.__call = function(self, a, b) return b, a end
mt.__lt = function(a, b) return true end
mt.__le = function(a, b) return false end
mt.__eq = function(a, b) return true end
mt.__unm = function(a) return "unm" end
mt.__newindex = function(t, k, v) rawset(t, k, v) end
local object = setmetatable({n = 1, 10, 20, nil, 40}, mt)
local other = setmetatable({}, mt)
g1, g2, g3 = 1, "two", nil
local function upTo(limit, i)
  if i < limit then return i + 1, limit end
end
local count = 1
local function step()
  count = count == 3 and 1 or count + 1
  return count
end
local counted = setmetatable({}, {__index = function(t, k) return k + step() end})
local turns = 0
-- Operands that are read before a call differ from those that are read after it.
local function turn(...)
  turns = turns + 1
  if turns == 50 then error("turned") end
  object, other, g1, g2 = other, object, g2, g1
  return VARARGS
end
`;

class Program {
  readonly #tape: readonly number[];
  readonly #version: RealVersion;
  #at = 0;
  #depth = 0;
  #names = 0;
  #labels = 0;
  /** Locals in scope, innermost last. */
  #locals: string[] = ["object", "other"];
  /** Those that only ever hold numbers, as the text tells. */
  #numbers: string[] = ["turns"];
  /** Local functions in scope. */
  #functions: string[] = [];
  readonly #loopVariables = new Set<string>();
  #inVararg = true;
  #inLoop = false;
  #coroutine = false;
  readonly #lines: string[] = [];

  constructor(tape: readonly number[], version: RealVersion) {
    this.#tape = tape;
    this.#version = version;
  }

  text(): string {
    const parts = 1 + this.#pick(6);
    for (let i = 0; i < parts; i++) {
      this.#line("print(pcall(function(...)");
      this.#scoped(() => {
        this.#inVararg = this.#version !== "5.0";
        this.#block(5);
        this.#line(`return ${this.#list(2)}`);
      });
      this.#line(`end${this.#pick(2) === 0 ? "" : `, ${this.#list(2)}`}))`);
    }
    const old = this.#version === "5.0";
    const prelude = PRELUDE.replace("COUNT", old ? "arg.n" : 'select("#", ...)')
      .replace("VALUE", old ? "arg[i]" : "(select(i, ...))")
      .replace("VARARGS", old ? "unpack(arg)" : "...");
    return prelude + this.#lines.join("\n");
  }

  #pick(count: number): number {
    const value = this.#tape[this.#at++] ?? 0;
    return value % count;
  }

  #line(text: string): void {
    this.#lines.push(text);
  }

  #scoped(inner: () => void): void {
    const { length } = this.#locals;
    const numbers = this.#numbers.length;
    const functions = this.#functions.length;
    const before = [this.#inVararg, this.#inLoop, this.#coroutine] as const;
    this.#depth++;
    inner();
    this.#depth--;
    this.#locals.length = length;
    this.#numbers.length = numbers;
    this.#functions.length = functions;
    [this.#inVararg, this.#inLoop, this.#coroutine] = before;
  }

  #block(most: number): void {
    const count = 1 + this.#pick(most);
    for (let i = 0; i < count; i++) this.#statement();
  }

  #fresh(): string {
    this.#names++;
    return `v${this.#names}`;
  }

  #statement(): void {
    const deep = this.#depth > 4;
    switch (this.#pick(deep ? 7 : 19)) {
      case 0:
        this.#line(`show(${this.#list(3)})`);
        return;
      case 1: {
        const names = this.#pick(2) === 0 ? [this.#fresh()] : [this.#fresh(), this.#fresh()];
        this.#line(`local ${names.join(", ")} = ${this.#list(3)}`);
        this.#locals.push(...names);
        return;
      }
      case 2:
        this.#line(`${this.#target()} = ${this.#value()}`);
        return;
      case 3:
        this.#line(`${this.#target()}, ${this.#target()} = ${this.#list(3)}`);
        return;
      case 4:
        this.#line(`show(${this.#call()})`);
        return;
      case 5:
        if (this.#coroutine) this.#line(`show(coroutine.yield(${this.#list(2)}))`);
        else this.#line(`g1 = ${this.#value()}`);
        return;
      case 6:
        this.#line(
          `if ${this.#number()} == ${this.#number()} then error(${this.#pick(2) === 0 ? this.#atom() : `"e", ${this.#pick(3)}`}) end`,
        );
        return;
      case 7:
        this.#line(`if ${this.#value()} then`);
        this.#scoped(() => this.#block(3));
        if (this.#pick(2) === 1) {
          this.#line(`elseif ${this.#value()} then`);
          this.#scoped(() => this.#block(2));
        }
        if (this.#pick(2) === 1) {
          this.#line("else");
          this.#scoped(() => this.#block(2));
        }
        this.#line("end");
        return;
      case 8:
        if (this.#pick(2) === 1) this.#numberLocal();
        this.#loop(() => {
          const name = this.#fresh();
          const step = ["", ", 1", ", 2", ", -1", ", 0.5", `, ${this.#number()}`][this.#pick(6)];
          this.#line(`for ${name} = ${this.#number()}, ${this.#number()}${step} do`);
          this.#locals.push(name);
          this.#loopVariables.add(name);
          this.#line(`show(${name})`);
          if (this.#pick(2) === 1) this.#assignNumber();
        });
        return;
      case 9:
        this.#loop(() => {
          const [k, v] = [this.#fresh(), this.#fresh()];
          const iterator = ["ipairs(object)", "pairs({1, 2, 3})", "next, {5}", `upTo, ${this.#number()}, ${this.#number()}`][
            this.#pick(4)
          ];
          this.#line(`for ${k}, ${v} in ${iterator} do`);
          this.#locals.push(k, v);
          this.#loopVariables.add(k).add(v);
        });
        return;
      case 10: {
        const counter = this.#fresh();
        this.#line(`local ${counter} = 0`);
        this.#locals.push(counter);
        this.#loop(() => {
          this.#line(`while ${counter} < ${1 + this.#pick(3)} and (${this.#value()} or true) do`);
          this.#line(`${counter} = ${counter} + 1`);
        });
        return;
      }
      case 11: {
        const counter = this.#fresh();
        this.#line(`local ${counter} = 0`);
        this.#line("repeat");
        this.#scoped(() => {
          this.#inLoop = true;
          const inner = this.#fresh();
          this.#line(`local ${inner} = ${this.#value()}`);
          this.#line(`${counter} = ${counter} + 1`);
          this.#locals.push(inner);
          this.#block(2);
          this.#line(`until ${counter} > ${this.#pick(3)} or ${inner} == ${this.#atom()}`);
        });
        return;
      }
      case 12:
        this.#function();
        return;
      case 13:
        this.#coroutineBody();
        return;
      case 14:
        this.#line("do");
        this.#scoped(() => this.#block(3));
        this.#line("end");
        return;
      case 15:
        if (this.#inLoop) this.#line(`if ${this.#value()} then break end`);
        else if (this.#version === "5.2") this.#goto();
        else this.#line(`g3 = ${this.#value()}`);
        return;
      case 16:
        this.#numberLocal();
        return;
      case 17:
        this.#assignNumber();
        return;
      default:
        this.#line("show(pcall(function()");
        this.#scoped(() => {
          this.#inVararg = false;
          this.#inLoop = false;
          this.#coroutine = false;
          this.#block(3);
        });
        this.#line("end))");
    }
  }

  #numberLocal(): void {
    const name = this.#fresh();
    this.#line(`local ${name} = ${1 + this.#pick(3)}`);
    this.#numbers.push(name);
  }

  #assignNumber(): void {
    const name = this.#numberName();
    this.#line(`${name} = ${["1", "3", `${name} + 1`, `${name} - 1`, `${name} * 2`][this.#pick(5)]}`);
  }

  #numberName(): string {
    return this.#numbers[this.#numbers.length - 1 - this.#pick(this.#numbers.length)] ?? "turns";
  }

  #loop(head: () => void): void {
    this.#scoped(() => {
      head();
      this.#inLoop = true;
      this.#block(3);
    });
    this.#line("end");
  }

  /** A loop made of `goto`, or a jump forward. */
  #goto(): void {
    const label = `l${++this.#labels}`;
    this.#line("do");
    this.#scoped(() => {
      if (this.#pick(2) === 0) {
        this.#line(`if ${this.#value()} then goto ${label} end`);
        this.#line("do");
        this.#scoped(() => this.#block(2));
        this.#line("end");
        this.#line(`::${label}::`);
      } else {
        const counter = this.#fresh();
        this.#line(`local ${counter} = 0`);
        this.#line(`::${label}::`);
        this.#line(`${counter} = ${counter} + 1`);
        this.#locals.push(counter);
        this.#scoped(() => {
          this.#inLoop = false;
          this.#line("do");
          this.#block(2);
          this.#line("end");
        });
        this.#line(`if ${counter} < ${1 + this.#pick(3)} then goto ${label} end`);
      }
    });
    this.#line("end");
  }

  #function(): void {
    const name = this.#fresh();
    const parameters = [this.#fresh(), this.#fresh()].slice(0, this.#pick(3));
    const vararg = this.#version !== "5.0" && this.#pick(2) === 1;
    this.#line(`local function ${name}(${[...parameters, ...(vararg ? ["..."] : [])].join(", ")})`);
    const [one, another] = [this.#assignable(), this.#assignable()];
    if (this.#pick(2) === 1) this.#line(`${one}, ${another} = ${another}, ${one}`);
    this.#scoped(() => {
      this.#locals.push(...parameters);
      this.#inVararg = vararg;
      this.#inLoop = false;
      this.#coroutine = false;
      this.#block(3);
      this.#line(`return ${this.#list(3)}`);
    });
    this.#line("end");
    this.#functions.push(name);
  }

  #coroutineBody(): void {
    const name = this.#fresh();
    this.#line(`local ${name} = coroutine.${this.#pick(2) === 0 ? "create" : "wrap"}(function(...)`);
    const wrapped = this.#lines.at(-1)?.includes("wrap") === true;
    this.#scoped(() => {
      this.#inVararg = this.#version !== "5.0";
      this.#inLoop = false;
      this.#coroutine = true;
      this.#line(`coroutine.yield(${this.#list(2)})`);
      this.#block(4);
      this.#line(`return ${this.#list(2)}`);
    });
    this.#line("end)");
    const resumes = 1 + this.#pick(4);
    for (let i = 0; i < resumes; i++) {
      this.#line(wrapped ? `show(pcall(${name}, ${this.#list(1)}))` : `show(coroutine.resume(${name}, ${this.#list(1)}))`);
    }
    if (!wrapped) this.#line(`show(coroutine.status(${name}))`);
  }

  #target(): string {
    switch (this.#pick(5)) {
      case 0:
        return this.#assignable();
      case 1:
        return ["g1", "g2", "g3"][this.#pick(3)] ?? "g1";
      case 2:
        return `object.${this.#field()}`;
      case 3:
        return `other[${this.#atom()}]`;
      default:
        return `${this.#object()}.${this.#field()}`;
    }
  }

  /** A local that may be assigned: in 5.0 it is undefined what that does to a loop's variable (Lua 5.0 manual §2.4.5). */
  #assignable(): string {
    const name = this.#locals.length > 2 ? this.#local(2) : "g2";
    return this.#version === "5.0" && this.#loopVariables.has(name) ? "g2" : name;
  }

  /** No literal: PUC Lua folds those, and then names operands in messages by the code that is left. */
  #variable(): string {
    return ["g1", "g2", "g3", this.#local(0)][this.#pick(4)] ?? "g1";
  }

  #local(from: number): string {
    const { length } = this.#locals;
    return this.#locals[length - 1 - this.#pick(length - from)] ?? "object";
  }

  /** Mostly what can be indexed and called: errors end a part before all that follows has been compared. */
  #object(): string {
    return this.#pick(6) === 5 ? this.#local(0) : (["object", "other"][this.#pick(2)] ?? "object");
  }

  /** Mostly a number, or what has metamethods. */
  #operand(): string {
    switch (this.#pick(8)) {
      case 5:
        return "object";
      case 6:
      case 7:
        return this.#value();
      default:
        return this.#number();
    }
  }

  /** A small number, perhaps in a variable, perhaps one that changes those variables. */
  #number(): string {
    switch (this.#pick(6)) {
      case 1:
      case 2:
        return this.#numberName();
      case 3:
        return "count";
      case 4:
        return "step()";
      case 5:
        return `counted[${this.#pick(4)}]`;
      default:
        return String(this.#pick(5));
    }
  }

  #field(): string {
    return ["x", "n", "y", "z"][this.#pick(4)] ?? "x";
  }

  #list(most: number): string {
    const count = this.#pick(most + 1);
    if (count === 0) return this.#many() ?? this.#value();
    return [...Array.from({ length: count }, () => this.#value()), this.#many() ?? this.#value()].join(", ");
  }

  /** Something with several values, or undefined. */
  #many(): string | undefined {
    switch (this.#pick(5)) {
      case 1:
        return this.#call();
      case 2:
        return this.#inVararg ? "..." : undefined;
      case 3:
        return `(${this.#call()})`;
      default:
        return undefined;
    }
  }

  #call(): string {
    const argument = (): string => (this.#depth > 5 ? this.#atom() : this.#list(1));
    switch (this.#pick(14)) {
      case 0:
        return `type(${this.#value()})`;
      case 10:
      case 11:
        return `turn(${argument()})`;
      case 1:
      case 2: {
        const name = this.#functions[this.#functions.length - 1 - this.#pick(Math.max(1, this.#functions.length))];
        return name === undefined ? `tostring(${this.#atom()})` : `${name}(${argument()})`;
      }
      case 3:
        return `string.sub("hello", ${this.#pick(7)}, ${this.#pick(7) - 3})`;
      case 4:
        return `object(${argument()})`;
      case 5:
        return `rawget(object, ${this.#atom()})`;
      case 6:
        return `string.rep(${this.#atom()}, ${this.#pick(4)})`;
      case 7:
        return this.#version === "5.0" ? "unpack({1, 2, 3})" : `select(${this.#pick(4) - 1}, 1, 2, 3)`;
      case 8:
        return `string.find("a=b", "(%a)=(%a)")`;
      case 9:
        return `math.${this.#pick(2) === 0 ? "max" : "min"}(${this.#number()}, ${this.#number()})`;
      case 12:
        return `string.sub("hello", ${this.#number()}, ${this.#number()})`;
      default:
        return `${this.#object()}(${this.#atom()})`;
    }
  }

  #atom(): string {
    switch (this.#pick(8)) {
      case 0:
        // 5.1 merges the constants 0 and -0, so zeros are made at run time.
        return String(1 + this.#pick(11));
      case 1:
        return this.#local(0);
      case 2:
        return ['"a"', '"b"', '"10"', '""', '"0x10"', '" 5 "', '"1e1"'][this.#pick(7)] ?? '"a"';
      case 3:
        return ["true", "false"][this.#pick(2)] ?? "true";
      case 4:
        return "nil";
      case 5:
        return ["g1", "g2", "g3"][this.#pick(3)] ?? "g1";
      case 6:
        return ["0.5", "-1", "1e15", "123456789012", "1/0", "2^53"][this.#pick(6)] ?? "0.5";
      default:
        return this.#locals.length > 2 ? this.#local(2) : "1";
    }
  }

  #value(): string {
    if (this.#depth > 6) return this.#atom();
    this.#depth += 2;
    const text = this.#compound();
    this.#depth -= 2;
    return text;
  }

  #compound(): string {
    switch (this.#pick(15)) {
      case 0:
      case 1:
      case 2:
        return this.#atom();
      case 3:
        return `(${this.#operand()} ${["+", "-", "*", "/"][this.#pick(4)]} ${this.#operand()})`;
      case 4:
        return `(${this.#operand()} .. ${this.#operand()})`;
      case 5:
        return `(${this.#operand()} ${["==", "~=", "<", "<=", ">", ">="][this.#pick(6)]} ${this.#operand()})`;
      case 6:
        return `(${this.#variable()} and ${this.#value()})`;
      case 7:
        return `(${this.#variable()} or ${this.#value()})`;
      case 8:
        return `not ${this.#atom()}`;
      case 9:
        return `-${this.#atom()}`;
      case 10:
        return this.#pick(2) === 0 ? `${this.#local(0)}.${this.#field()}` : `${this.#variable()}[${this.#value()}]`;
      case 11:
        return `(${this.#call()})`;
      case 14:
        return `(${this.#number()} ${["+", "-", "<", "==", ".."][this.#pick(5)]} ${this.#number()})`;
      case 12: {
        const fields = [this.#value(), `x = ${this.#value()}`, `[${this.#atom()}] = ${this.#atom()}`].slice(0, this.#pick(4));
        const rest = this.#many();
        return `{${[...fields, ...(rest === undefined ? [] : [rest])].join(", ")}}`;
      }
      default: {
        const text = this.#version === "5.0" ? this.#atom() : `(${this.#atom()} % ${1 + this.#pick(5)})`;
        return text;
      }
    }
  }
}
