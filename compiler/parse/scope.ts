/**
 * What the parser knows while it reads: functions that are open, their blocks, active locals, labels and pending gotos.
 * Names are resolved as they are read, as in PUC Lua's lparser.c: a local is visible from the statement after its declaration.
 *
 * Invariant: `visible` maps a name to its innermost active declaration over all open functions.
 *
 * Governing text: Lua 5.2 manual §3.3.4 (goto), §3.5 (visibility); limits of each llimits.h.
 */
import type { FunctionInfo, GotoStatement, LabelInfo, LocalVariable, Span } from "../ast.ts";
import type { DialectRules } from "./dialect.ts";
import type { Lexer } from "./lexer.ts";
import { quoted } from "./token.ts";

/** The parser completes nodes it has just made. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Block {
  readonly parent: Block | undefined;
  readonly loop: boolean;
  readonly activeAtEntry: number;
  /** Those that stand in the block itself, by name. */
  labels: Map<string, Label> | undefined;
  /** Those in the block, and in the blocks inside it, whose labels are still to come, by name; each list in source order. */
  gotos: Map<string, PendingGoto[]> | undefined;
}

interface Visible {
  readonly variable: LocalVariable;
  readonly outer: Visible | undefined;
}

interface Label {
  readonly info: LabelInfo | undefined;
  readonly name: string;
  readonly line: number;
  /** Locals of the function declared before it. */
  readonly declared: number;
  active: number;
}

interface PendingGoto {
  /** Undefined for `break`. */
  readonly node: Mutable<GotoStatement> | undefined;
  readonly name: string;
  readonly line: number;
  /** Counts the gotos of the chunk. */
  readonly number: number;
  active: number;
}

export interface OpenFunction {
  readonly parent: OpenFunction | undefined;
  readonly info: Mutable<FunctionInfo>;
  /** Active locals, `undefined` for the hidden ones of `for` loops. */
  readonly active: (LocalVariable | undefined)[];
  /** Declared, not yet active. */
  readonly pending: (LocalVariable | undefined)[];
  /** All locals ever declared in this function, in order. */
  readonly declared: Mutable<LocalVariable>[];
  /** Ranges of `declared` known to lie between a label and a `goto` back to it: disjoint, in order. */
  readonly repeated: { readonly from: number; readonly to: number }[];
  readonly upvalues: Set<LocalVariable>;
  block: Block | undefined;
  loops: number;
  /** The first zero among its constants: 5.1 keeps one for all, with the sign of that one. */
  zero: number | undefined;
  /** Registers of Lua's virtual machine that are certainly in use: see `reserve`. */
  registers: number;
}

export class Scope {
  readonly lexer: Lexer;
  readonly rules: DialectRules;
  function: OpenFunction;
  /** The `_ENV` of the chunk, made when it is named. */
  environment: LocalVariable | undefined;
  readonly globals = new Map<string, { assigned: boolean }>();
  explicitEnvironment = false;
  ownEnvironments = false;
  private readonly visible = new Map<string, Visible>();
  private gotoCount = 0;

  constructor(lexer: Lexer) {
    this.lexer = lexer;
    this.rules = lexer.rules;
    this.function = newFunction(undefined, undefined, 0);
    this.enterBlock(false);
  }

  /** From here on names are declared and looked up in a function inside the current one. `line` is that of `function`, for messages. */
  openFunction(name: string | undefined, line: number): OpenFunction {
    this.function = newFunction(this.function, name, line);
    this.enterBlock(false);
    return this.function;
  }

  /** Leaves the function and its outermost block; the main function stays the current one. */
  closeFunction(): void {
    this.leaveBlock();
    const parent = this.function.parent;
    if (parent !== undefined) this.function = parent;
  }

  /** `loop`: `break` may leave it. Each needs one `leaveBlock`. */
  enterBlock(loop: boolean): void {
    const f = this.function;
    f.block = {
      parent: f.block,
      loop,
      activeAtEntry: f.active.length,
      labels: undefined,
      gotos: undefined,
    };
    if (loop) f.loops++;
  }

  /** Hides the block's locals; its open `goto`s go on to the block around, or are refused (Lua 5.2 manual §3.3.4). */
  leaveBlock(): void {
    const f = this.function;
    const block = f.block;
    if (block === undefined) throw new Error("leaveBlock without enterBlock");
    if (block.loop) {
      f.loops--;
      if (this.rules.freeStatements) {
        this.closeGotos(block, { info: undefined, name: "break", line: 0, declared: 0, active: f.active.length });
      }
    }
    f.block = block.parent;
    while (f.active.length > block.activeAtEntry) this.hide(f.active.pop());
    if (block.gotos === undefined || block.gotos.size === 0) return;
    if (block.parent !== undefined) this.moveGotosOut(block, block.parent);
    else this.refuseGoto([...block.gotos.values()].flat().sort((a, b) => a.number - b.number)[0]);
  }

  /** True inside a loop of the function that is open. */
  inLoop(): boolean {
    return this.function.loops > 0;
  }

  /** Declares a local that becomes active with `activate`. */
  declare(name: string, kind: LocalVariable["kind"], declared: Span): LocalVariable {
    const f = this.function;
    this.checkLocals();
    const variable: LocalVariable = {
      name,
      kind,
      declared,
      owner: f.info,
      captured: false,
      assigned: false,
      reads: 0,
      shadows: this.visible.get(name)?.variable,
      inLoop: f.loops > 0,
    };
    f.pending.push(variable);
    f.declared.push(variable);
    return variable;
  }

  /** Makes a local of what surrounds the chunk visible: the first upvalue of its main function. */
  surround(name: string): void {
    const declared = { start: 0, end: 0, line: 0 };
    const owner = newFunction(undefined, undefined, 0).info;
    const rest = { captured: true, assigned: true, reads: 0, shadows: undefined, inLoop: false };
    this.visible.set(name, { variable: { name, kind: "local", declared, owner, ...rest }, outer: undefined });
    this.resolve(name);
  }

  /** Counts the hidden locals of a `for` loop. */
  declareHidden(count: number): void {
    for (let i = 0; i < count; i++) {
      this.checkLocals();
      this.function.pending.push(undefined);
    }
  }

  private checkLocals(): void {
    const f = this.function;
    const { maxLocals } = this.rules;
    if (f.active.length + f.pending.length + 1 > maxLocals) this.refuseLimit(f, maxLocals, "local variables");
  }

  /** Makes all declared locals visible. */
  activate(): void {
    const f = this.function;
    f.pending.forEach((variable) => {
      f.active.push(variable);
      if (variable !== undefined) this.visible.set(variable.name, { variable, outer: this.visible.get(variable.name) });
    });
    f.pending.length = 0;
  }

  private hide(variable: LocalVariable | undefined): void {
    if (variable === undefined) return;
    const outer = this.visible.get(variable.name)?.outer;
    if (outer === undefined) this.visible.delete(variable.name);
    else this.visible.set(variable.name, outer);
  }

  /** The local a name means here, its use by inner functions noted; undefined for a global. */
  resolve(name: string): LocalVariable | undefined {
    const variable = this.visible.get(name)?.variable;
    if (variable !== undefined && variable.owner !== this.function.info) this.capture(variable, this.function);
    return variable;
  }

  private capture(variable: LocalVariable, f: OpenFunction): void {
    if (f.info === variable.owner || f.upvalues.has(variable)) return;
    if (f.parent !== undefined) this.capture(variable, f.parent);
    this.checkUpvalues(f, f.upvalues.size + 1 + (f.info.usesEnvironment ? 1 : 0));
    f.upvalues.add(variable);
    f.info.upvalues.push(variable);
    variable.captured = true;
  }

  private checkUpvalues(f: OpenFunction, count: number): void {
    if (count > this.rules.maxUpvalues) this.refuseLimit(f, this.rules.maxUpvalues, "upvalues");
  }

  /** Notes that the chunk names a global; `module`, `setfenv` and `getfenv` may replace environments. */
  useGlobal(name: string): void {
    if (this.globals.has(name)) return;
    this.globals.set(name, { assigned: false });
    if (name === "module") this.noteReplacement();
    else this.noteReplacer(name);
  }

  /** Notes the name of a function that replaces environments, as a global or a field: `debug.setfenv`. */
  noteReplacer(name: string): void {
    if (name === "setfenv" || name === "getfenv") this.noteReplacement();
  }

  private noteReplacement(): void {
    this.explicitEnvironment = true;
    this.ownEnvironments = true;
  }

  /** Notes that the open function uses a global: in 5.2 that takes `_ENV` as an upvalue. */
  useEnvironment(): void {
    if (this.rules.environmentVariable) this.takeEnvironment(this.function);
  }

  private takeEnvironment(f: OpenFunction): void {
    if (f.info.usesEnvironment) return;
    if (f.parent !== undefined) {
      this.takeEnvironment(f.parent);
      this.checkUpvalues(f, f.upvalues.size + 1);
    }
    f.info.usesEnvironment = true;
  }

  /** The chunk's own `_ENV`. */
  chunkEnvironment(span: Span): LocalVariable {
    if (this.environment !== undefined) return this.environment;
    let main = this.function;
    while (main.parent !== undefined) main = main.parent;
    this.environment = {
      name: "_ENV",
      kind: "env",
      declared: span,
      owner: main.info,
      captured: this.function !== main,
      assigned: false,
      reads: 0,
      shadows: undefined,
      inLoop: false,
    };
    return this.environment;
  }

  /**
   * Takes registers for a value of a list, a called function or a table. Lua refuses a function that needs 250; the operands of
   * operators are not counted here, so nothing is refused that Lua takes.
   */
  reserve(count: number): void {
    const f = this.function;
    f.registers += count;
    if (f.registers >= MAX_REGISTERS) this.lexer.refuseToken("function or expression too complex");
  }

  /** Refuses because a limit is passed, in the words of the version. */
  refuseLimit(f: OpenFunction, limit: number, what: string): never {
    const words = this.rules.words;
    if (words === "5.0") this.lexer.refuseToken(`too many ${what} (limit=${limit})`);
    const line = f.info.lineDefined;
    const where = line === 0 ? "main function" : `function at line ${line}`;
    if (words === "5.1") this.lexer.refuse(`${where} has more than ${limit} ${what}`, undefined);
    return this.lexer.refuseToken(`too many ${what} (limit is ${limit}) in ${where}`);
  }

  /** `goto name` or `break`: closes it if the label stands in this block, or leaves it pending. */
  addGoto(name: string, line: number, node: Mutable<GotoStatement> | undefined): void {
    const { block, active } = this.function;
    if (block !== undefined)
      this.settleGotos(block, name, [{ name, line, node, number: this.gotoCount++, active: active.length }]);
  }

  /** `::name::`, before its closing `::` is read. */
  addLabel(name: string, declared: Span): LabelInfo {
    const other = this.function.block?.labels?.get(name);
    if (other !== undefined) this.refuseMeaning(`label ${quoted("5.2", name)} already defined on line ${other.line}`);
    return { name, declared, uses: 0, backward: false };
  }

  /** The label is complete. Call `closeLabel` with the result. */
  openLabel(info: LabelInfo, line: number): Label {
    const { active, declared, block } = this.function;
    const label: Label = { info, name: info.name, line, declared: declared.length, active: active.length };
    if (block !== undefined) {
      block.labels ??= new Map();
      block.labels.set(info.name, label);
    }
    return label;
  }

  /** `last` if only void statements follow the label in its block. */
  closeLabel(label: Label, last: boolean): void {
    const { block } = this.function;
    if (last) label.active = block?.activeAtEntry ?? 0;
    if (block !== undefined) this.closeGotos(block, label);
  }

  private closeGotos(block: Block, label: Label): void {
    for (const pending of block.gotos?.get(label.name) ?? []) this.closeGoto(pending, label);
    block.gotos?.delete(label.name);
  }

  /** Closes gotos that have come into a block if their label stands there already; else they are pending there. */
  private settleGotos(block: Block, name: string, gotos: PendingGoto[]): void {
    const label = block.labels?.get(name);
    const others = block.gotos?.get(name);
    if (label !== undefined) for (const pending of gotos) this.closeGoto(pending, label);
    else if (others !== undefined) for (const pending of gotos) others.push(pending);
    else {
      block.gotos ??= new Map();
      block.gotos.set(name, gotos);
    }
  }

  private closeGoto(pending: PendingGoto, label: Label): void {
    if (pending.active < label.active) {
      const name = this.function.active[pending.active]?.name ?? "?";
      this.refuseMeaning(`<goto ${pending.name}> at line ${pending.line} jumps into the scope of local ${quoted("5.2", name)}`);
    }
    const { node } = pending;
    if (node === undefined || label.info === undefined) return;
    node.label = label.info;
    label.info.uses++;
    if (node.start < label.info.declared.start) return;
    label.info.backward = true;
    this.noteRepeated(label.declared);
  }

  /** Locals declared from number `from` on stand in a loop that a `goto` makes. Each is looked at once, however many gotos there are. */
  private noteRepeated(from: number): void {
    const { declared, repeated } = this.function;
    const note = (first: number, end: number): void => {
      for (const variable of declared.slice(first, Math.max(first, end))) variable.inLoop = true;
    };
    let end = declared.length;
    for (let known = repeated.at(-1); known !== undefined && known.to > from; known = repeated.at(-1)) {
      note(known.to, end);
      end = known.from;
      repeated.pop();
    }
    note(from, end);
    repeated.push({ from: Math.min(from, end), to: declared.length });
  }

  private moveGotosOut(block: Block, outer: Block): void {
    for (const [name, gotos] of block.gotos ?? []) {
      for (const pending of gotos) pending.active = Math.min(pending.active, block.activeAtEntry);
      this.settleGotos(outer, name, gotos);
    }
  }

  private refuseGoto(pending: PendingGoto | undefined): never {
    if (pending?.name === "break") this.refuseMeaning(`<break> at line ${pending.line} not inside a loop`);
    return this.refuseMeaning(`no visible label ${quoted("5.2", pending?.name ?? "?")} for <goto> at line ${pending?.line}`);
  }

  /** Refuses something that is well-formed but means nothing: 5.2 names no token then. */
  private refuseMeaning(reason: string): never {
    return this.lexer.refuse(reason, undefined);
  }
}

/** MAXSTACK of lparser.h and llimits.h in all versions. */
const MAX_REGISTERS = 250;

function newFunction(parent: OpenFunction | undefined, name: string | undefined, line: number): OpenFunction {
  return {
    parent,
    info: {
      parent: parent?.info,
      name,
      vararg: false,
      usesVararg: false,
      usesArg: false,
      usesEnvironment: false,
      upvalues: [],
      lineDefined: line,
      lastLineDefined: line,
    },
    active: [],
    pending: [],
    declared: [],
    repeated: [],
    upvalues: new Set(),
    block: undefined,
    loops: 0,
    zero: undefined,
    registers: 0,
  };
}
