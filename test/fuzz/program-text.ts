/**
 * Random Lua programs, each read off a *tape*: a list of numbers, of which every choice takes the next; an exhausted tape gives 0, which always
 * chooses the simplest form. So a shorter tape with smaller numbers is a simpler program, and fast-check shrinks counterexamples well.
 *
 * Every program ends: loops have small bounds, functions may only call those defined before them. Each part runs in a `pcall` that
 * prints its outcome, so that errors are compared too and do not end the program.
 */
import type { RealVersion } from "../lua/oracle.ts";
import { Expressions } from "./expressions.ts";

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

class Program extends Expressions {
  #names = 0;
  #labels = 0;
  #inLoop = false;
  #coroutine = false;
  readonly #lines: string[] = [];

  text(): string {
    const parts = 1 + this.pick(6);
    for (let i = 0; i < parts; i++) {
      this.#line("print(pcall(function(...)");
      this.#scoped(() => {
        this.inVararg = this.version !== "5.0";
        this.#block(5);
        this.#line(`return ${this.list(2)}`);
      });
      this.#line(`end${this.pick(2) === 0 ? "" : `, ${this.list(2)}`}))`);
    }
    const old = this.version === "5.0";
    const prelude = PRELUDE.replace("COUNT", old ? "arg.n" : 'select("#", ...)')
      .replace("VALUE", old ? "arg[i]" : "(select(i, ...))")
      .replace("VARARGS", old ? "unpack(arg)" : "...");
    return prelude + this.#lines.join("\n");
  }

  #line(text: string): void {
    this.#lines.push(text);
  }

  #scoped(inner: () => void): void {
    const { length } = this.locals;
    const numbers = this.numbers.length;
    const functions = this.functions.length;
    const before = [this.inVararg, this.#inLoop, this.#coroutine] as const;
    this.depth++;
    inner();
    this.depth--;
    this.locals.length = length;
    this.numbers.length = numbers;
    this.functions.length = functions;
    [this.inVararg, this.#inLoop, this.#coroutine] = before;
  }

  #block(most: number): void {
    const count = 1 + this.pick(most);
    for (let i = 0; i < count; i++) this.#statement();
  }

  #fresh(): string {
    this.#names++;
    return `v${this.#names}`;
  }

  #statement(): void {
    const deep = this.depth > 4;
    switch (this.pick(deep ? 7 : 19)) {
      case 0:
        this.#line(`show(${this.list(3)})`);
        return;
      case 1: {
        const names = this.pick(2) === 0 ? [this.#fresh()] : [this.#fresh(), this.#fresh()];
        this.#line(`local ${names.join(", ")} = ${this.list(3)}`);
        this.locals.push(...names);
        return;
      }
      case 2:
        this.#line(`${this.target()} = ${this.value()}`);
        return;
      case 3:
        this.#line(`${this.target()}, ${this.target()} = ${this.list(3)}`);
        return;
      case 4:
        this.#line(`show(${this.call()})`);
        return;
      case 5:
        if (this.#coroutine) this.#line(`show(coroutine.yield(${this.list(2)}))`);
        else this.#line(`g1 = ${this.value()}`);
        return;
      case 6:
        this.#line(
          `if ${this.number()} == ${this.number()} then error(${this.pick(2) === 0 ? this.atom() : `"e", ${this.pick(3)}`}) end`,
        );
        return;
      case 7:
        this.#line(`if ${this.value()} then`);
        this.#scoped(() => this.#block(3));
        if (this.pick(2) === 1) {
          this.#line(`elseif ${this.value()} then`);
          this.#scoped(() => this.#block(2));
        }
        if (this.pick(2) === 1) {
          this.#line("else");
          this.#scoped(() => this.#block(2));
        }
        this.#line("end");
        return;
      case 8:
        if (this.pick(2) === 1) this.#numberLocal();
        this.#loop(() => {
          const name = this.#fresh();
          const step = ["", ", 1", ", 2", ", -1", ", 0.5", `, ${this.number()}`][this.pick(6)];
          this.#line(`for ${name} = ${this.number()}, ${this.number()}${step} do`);
          this.locals.push(name);
          this.loopVariables.add(name);
          this.#line(`show(${name})`);
          if (this.pick(2) === 1) this.#assignNumber();
        });
        return;
      case 9:
        this.#loop(() => {
          const [k, v] = [this.#fresh(), this.#fresh()];
          const iterator = ["ipairs(object)", "pairs({1, 2, 3})", "next, {5}", `upTo, ${this.number()}, ${this.number()}`][
            this.pick(4)
          ];
          this.#line(`for ${k}, ${v} in ${iterator} do`);
          this.locals.push(k, v);
          this.loopVariables.add(k).add(v);
        });
        return;
      case 10: {
        const counter = this.#fresh();
        this.#line(`local ${counter} = 0`);
        this.locals.push(counter);
        this.#loop(() => {
          this.#line(`while ${counter} < ${1 + this.pick(3)} and (${this.value()} or true) do`);
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
          this.#line(`local ${inner} = ${this.value()}`);
          this.#line(`${counter} = ${counter} + 1`);
          this.locals.push(inner);
          this.#block(2);
          this.#line(`until ${counter} > ${this.pick(3)} or ${inner} == ${this.atom()}`);
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
        if (this.#inLoop) this.#line(`if ${this.value()} then break end`);
        else if (this.version === "5.2") this.#goto();
        else this.#line(`g3 = ${this.value()}`);
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
          this.inVararg = false;
          this.#inLoop = false;
          this.#coroutine = false;
          this.#block(3);
        });
        this.#line("end))");
    }
  }

  #numberLocal(): void {
    const name = this.#fresh();
    this.#line(`local ${name} = ${1 + this.pick(3)}`);
    this.numbers.push(name);
  }

  #assignNumber(): void {
    const name = this.numberName();
    this.#line(`${name} = ${["1", "3", `${name} + 1`, `${name} - 1`, `${name} * 2`][this.pick(5)]}`);
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
      if (this.pick(2) === 0) {
        this.#line(`if ${this.value()} then goto ${label} end`);
        this.#line("do");
        this.#scoped(() => this.#block(2));
        this.#line("end");
        this.#line(`::${label}::`);
      } else {
        const counter = this.#fresh();
        this.#line(`local ${counter} = 0`);
        this.#line(`::${label}::`);
        this.#line(`${counter} = ${counter} + 1`);
        this.locals.push(counter);
        this.#scoped(() => {
          this.#inLoop = false;
          this.#line("do");
          this.#block(2);
          this.#line("end");
        });
        this.#line(`if ${counter} < ${1 + this.pick(3)} then goto ${label} end`);
      }
    });
    this.#line("end");
  }

  #function(): void {
    const name = this.#fresh();
    const parameters = [this.#fresh(), this.#fresh()].slice(0, this.pick(3));
    const vararg = this.version !== "5.0" && this.pick(2) === 1;
    this.#line(`local function ${name}(${[...parameters, ...(vararg ? ["..."] : [])].join(", ")})`);
    const [one, another] = [this.assignable(), this.assignable()];
    if (this.pick(2) === 1) this.#line(`${one}, ${another} = ${another}, ${one}`);
    this.#scoped(() => {
      this.locals.push(...parameters);
      this.inVararg = vararg;
      this.#inLoop = false;
      this.#coroutine = false;
      this.#block(3);
      this.#line(`return ${this.list(3)}`);
    });
    this.#line("end");
    this.functions.push(name);
  }

  #coroutineBody(): void {
    const name = this.#fresh();
    this.#line(`local ${name} = coroutine.${this.pick(2) === 0 ? "create" : "wrap"}(function(...)`);
    const wrapped = this.#lines.at(-1)?.includes("wrap") === true;
    this.#scoped(() => {
      this.inVararg = this.version !== "5.0";
      this.#inLoop = false;
      this.#coroutine = true;
      this.#line(`coroutine.yield(${this.list(2)})`);
      this.#block(4);
      this.#line(`return ${this.list(2)}`);
    });
    this.#line("end)");
    const resumes = 1 + this.pick(4);
    for (let i = 0; i < resumes; i++) {
      this.#line(wrapped ? `show(pcall(${name}, ${this.list(1)}))` : `show(coroutine.resume(${name}, ${this.list(1)}))`);
    }
    if (!wrapped) this.#line(`show(coroutine.status(${name}))`);
  }
}
