/**
 * One form of one function while it is being emitted: its text so far, the locals in scope, the temporaries in use, and the places where
 * it can be suspended (see the layers in `form-text.ts`). Emitters of expressions and statements call each other through here.
 */
import type {
  Block,
  CallExpression,
  Expression,
  FunctionExpression,
  LocalVariable,
  MethodCallExpression,
  Statement,
  VarargExpression,
} from "../ast.ts";
import { cutChain, isDeep } from "./chains.ts";
import { type Code, callText, isLiteral } from "./code.ts";
import { debugLocal } from "./debug-mode.ts";
import { FormPoints } from "./form-points.ts";
import type { FunctionPlan, Mode } from "./function-plan.ts";

/** The emitters of statements and expressions, which stand in files of their own and call each other through here. */
export interface Emitters {
  value(scope: FunctionScope, expression: Expression): Code;
  /** A JavaScript boolean: the truth of the expression. */
  condition(scope: FunctionScope, expression: Expression): Code;
  block(scope: FunctionScope, block: Block): void;
  statement(scope: FunctionScope, statement: Statement): void;
  /** All the values of a call or `...` that ends a list, as text to be spread: `...results(call$1)`. */
  spread(scope: FunctionScope, expression: CallExpression | MethodCallExpression | VarargExpression, held: boolean): Code;
  /** A closure. `hint` names an anonymous function. */
  closure(scope: FunctionScope, expression: FunctionExpression, hint: string | undefined): Code;
}

export class FunctionScope extends FormPoints {
  readonly emitters: Emitters;

  constructor(plan: FunctionPlan, mode: Mode, emitters: Emitters) {
    super(plan, mode);
    this.emitters = emitters;
  }

  /** Declares a local with its first value (after its initial value was evaluated). `declare` must have been called. */
  initialise(local: LocalVariable, value: Code): void {
    const name = this.module.nameOf(local);
    const storage = this.module.storage(local);
    if (storage === "alias") return;
    if (storage === "chunk") {
      const type = this.module.typeOf(local);
      this.module.chunkVariable(name, type);
      if (value.type !== "nil") this.line(`${name} = ${this.fitted(value, type)};`);
      return;
    }
    if (storage === "box") {
      const box = this.module.debugging ? debugLocal(this, local, value) : `new ${this.module.use("Box")}(${value.text})`;
      this.line(this.hoist(name, "Box") ? `${name} = ${box};` : `const ${name} = ${box};`);
      return;
    }
    const type = this.module.typeOf(local);
    if (this.hoist(name, type)) this.line(`${name} = ${this.fitted(value, type)};`);
    else if (local.assigned)
      this.line(`let ${name}${this.#annotation(value, this.isNarrowed(value.text), type)} = ${this.fitted(value, type)};`);
    else {
      const known = value.narrow === true || !["value", "function", "table"].includes(value.type);
      const text = type !== "Value" ? this.fitted(value, type) : known ? this.asValue(value) : value.text;
      const single = value.narrow === true || isLiteral(value) || this.isNarrowed(value.text);
      this.line(`const ${name}${this.#annotation(value, single, type)} = ${text};`);
    }
    this.declareList(local);
  }
  /** The type of a variable, where TypeScript would give it that of a literal, its first value or what that was compared with, or might find none (`typeIn`). */
  #annotation(value: Code, single: boolean, type: string): string {
    if (type === "Value") return this.loopDepth > 0 && !value.atom ? this.typeIn("value") : "";
    return single && (type === "number" || type === "string") ? this.ts(`: ${type}`) : "";
  }
  /** The expression's one value as text. Chains too deep for V8's stack are cut into temporaries (chains.ts). */
  value(expression: Expression): Code {
    if (!this.module.hasDeepChains) return this.emitters.value(this, expression);
    return this.#ready.get(expression) ?? this.#cut(expression, this.emitters.value);
  }
  /** The expression as a condition of JavaScript: only nil and false count as false (Lua 5.1 manual §2.4.4). */
  condition(expression: Expression): Code {
    if (!this.module.hasDeepChains) return this.emitters.condition(this, expression);
    const ready = this.#ready.get(expression);
    if (ready === undefined) return this.#cut(expression, this.emitters.condition);
    return ready.type === "boolean" ? ready : callText(`${this.module.use("truthy")}(${ready.text})`, [ready], "boolean");
  }
  /** Pieces of chains that are in temporaries already (chains.ts). */
  readonly #ready = new Map<Expression, Code>();
  #cut(expression: Expression, emit: (scope: FunctionScope, expression: Expression) => Code): Code {
    if (!isDeep(expression, this.#ready)) return emit(this, expression);
    const pieces = cutChain(this, expression, this.#ready);
    const code = emit(this, expression);
    for (const piece of pieces) this.#ready.delete(piece);
    return code;
  }
}
