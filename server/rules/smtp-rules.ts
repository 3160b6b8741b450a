/**
 * The SMTP rules of one session: at each stage First, then the configured rules in order until one ends the stage, then Last if none did.
 * Functions of smtprules_N.lua say what to do with ten results; all ten are obeyed here.
 *
 * Effects (header modifiers, hold, redirection …) are collected in the transaction and carried out when the message is there.
 *
 * Governing text: VPOP3.md §3, §9 C3, C4, O4–O9.
 */

import type { ReturnsOf } from "../../runtime/vpop3/contract.ts";
import type { RuleConfig } from "../config.ts";
import type { ScriptHooks } from "../hooks/script-hooks.ts";
import { matches, stageOf } from "./conditions.ts";
import type { RuleEffects } from "./rule-effects.ts";
import type { RuleFacts } from "./rule-facts.ts";

/** How a stage ended. */
export type RuleVerdict =
  | { readonly kind: "proceed" }
  /** `text`: what the rule wants the client to hear, with or without code; "" for the standard text. */
  | { readonly kind: "reject"; readonly temporary: boolean; readonly text: string };

/** What a rule decided, for the log. */
export interface RuleReport {
  readonly stage: number;
  /** The function of the rules script that decided, "" for a rule of the configuration. */
  readonly hook: string;
  readonly rule: string;
  readonly number: number | undefined;
  readonly action: string;
  readonly data: string;
}

export interface RuleListener {
  decided(report: RuleReport): void;
  /** A rule asks for something that makes no sense; `what` says what is expected. */
  refused(rule: string, what: string): void;
  /** The client's address is to be blocked for a time. */
  block(): void;
}

const ACTIONS = ["none", "accept", "reject", "redirect", "copy"] as const;

const PROCEED: RuleVerdict = { kind: "proceed" };

type Results = ReturnsOf<"smtprules", "First">;

export class SmtpRules {
  readonly #rules: readonly RuleConfig[];
  readonly #hooks: ScriptHooks<"smtprules">;
  readonly #listener: RuleListener;

  /** `rules`: those of this service, in order. */
  constructor(rules: readonly RuleConfig[], hooks: ScriptHooks<"smtprules">, listener: RuleListener) {
    this.#rules = rules;
    this.#hooks = hooks;
    this.#listener = listener;
  }

  /** True if any rule or function could look at the message: else the facts need not be gathered. */
  get active(): boolean {
    return this.#rules.length > 0 || ["First", "Last", "Start"].some((name) => this.#hooks.hasFunction(name));
  }

  /** True if a rule wants to know the SPF result. */
  get usesSpf(): boolean {
    return this.#rules.some((rule) => rule.conditions.some(({ field }) => field === "spf"));
  }

  /** Runs the rules of a stage. `effects` is changed. */
  async run(facts: RuleFacts, effects: RuleEffects): Promise<RuleVerdict> {
    const first = this.#hooks.has("First") ? "First" : "Start";
    const opening = await this.#call(first, "First", facts, effects);
    if (opening !== undefined) return opening;
    for (const rule of this.#rules) {
      if (stageOf(rule) !== facts.stage || !matches(rule, facts)) continue;
      const verdict =
        rule.action === "callLua" ? await this.#callRule(rule, facts, effects) : this.#carryOut(rule, facts, effects);
      if (verdict !== undefined) return verdict;
    }
    return (await this.#call("Last", "Last", facts, effects)) ?? PROCEED;
  }

  /** A rule of the configuration that needs no script; each ends the stage. */
  #carryOut(rule: RuleConfig, facts: RuleFacts, effects: RuleEffects): RuleVerdict {
    this.#listener.decided({
      stage: facts.stage,
      hook: "",
      rule: rule.name,
      number: undefined,
      action: rule.action,
      data: rule.value,
    });
    switch (rule.action) {
      case "reject":
        return { kind: "reject", temporary: false, text: rule.value };
      case "redirect":
        this.#redirect(rule.name, rule.value, facts, effects);
        break;
      case "copy":
        this.#copy(rule.name, rule.value, effects);
        break;
      case "ignore":
        effects.drop = true;
        break;
      case "hold":
        effects.hold = true;
        break;
    }
    return PROCEED;
  }

  async #callRule(rule: RuleConfig, facts: RuleFacts, effects: RuleEffects): Promise<RuleVerdict | undefined> {
    if (this.#hooks.hasFunction(rule.value)) return this.#call(rule.value, rule.name, facts, effects);
    this.#listener.refused(rule.name, `expected a function '${rule.value}' in the rules script, found none`);
    return undefined;
  }

  /** Calls a function of the script; undefined: the rules go on. */
  async #call(name: string, ruleName: string, facts: RuleFacts, effects: RuleEffects): Promise<RuleVerdict | undefined> {
    const { message } = facts;
    const said = this.#hooks.callNamed(
      name,
      "First",
      {
        MailFrom: facts.mailFrom,
        ClientIPAddress: facts.clientAddress,
        AuthUser: facts.authenticatedUser,
        HeaderFrom: message?.from ?? "",
        HeaderFromTextName: message?.fromName ?? "",
        Subject: message?.subject ?? "",
        Recipients: facts.recipients,
        BccRecipients: message?.bccRecipients ?? [],
        Header: message?.headerLines ?? [],
        Keywords: effects.keywords,
      },
      facts.sizeBytes,
      facts.stage,
      effects.headerModifiers,
      ruleName,
    );
    const results = said instanceof Promise ? await said : said;
    return results === undefined ? undefined : this.#obey(results, name, ruleName, facts, effects);
  }

  #obey(results: Results, hook: string, ruleName: string, facts: RuleFacts, effects: RuleEffects): RuleVerdict | undefined {
    // Results 5 to 10 count with any action, also with none (VPOP3.md §9 O4).
    if (results.headerModifiers !== undefined) effects.headerModifiers = results.headerModifiers;
    if (results.keywords !== undefined) effects.keywords = results.keywords;
    if (results.hold === true) effects.hold = true;
    if (results.disconnect === true) effects.disconnect = true;
    if (results.blockAddress === true) this.#listener.block();
    const action = results.action ?? 0;
    const name = results.ruleName ?? ruleName;
    const data = results.extraData ?? "";
    const known = ACTIONS[action];
    const extras = [
      results.blockAddress && "block",
      results.disconnect && "disconnect",
      results.hold && "hold",
      results.temporary && "temporary",
    ];
    const label = [known ?? `action ${action}`, ...extras.filter((extra) => typeof extra === "string")].join("+");
    if (label !== "none")
      this.#listener.decided({ stage: facts.stage, hook, rule: name, number: results.ruleNumber, action: label, data });
    if (known === undefined) this.#listener.refused(name, `expected an action from 0 to 4, found ${action}; the rules end here`);
    switch (known) {
      case "none":
        return undefined;
      case "reject":
        return { kind: "reject", temporary: results.temporary === true, text: data };
      case "redirect":
        this.#redirect(name, data, facts, effects);
        return PROCEED;
      case "copy":
        this.#copy(name, data, effects);
        return PROCEED;
      default:
        return PROCEED;
    }
  }

  /** At stage 2 the rule has judged one recipient, and the others keep their mail. */
  #redirect(rule: string, address: string, facts: RuleFacts, effects: RuleEffects): void {
    const recipient = facts.stage === 2 ? facts.recipients.at(-1) : undefined;
    if (address === "")
      this.#listener.refused(rule, "expected an address to redirect to, found none; the message keeps its recipients");
    else if (recipient !== undefined) effects.redirected.set(recipient, address);
    else effects.redirectTo = address;
  }

  #copy(rule: string, address: string, effects: RuleEffects): void {
    if (address === "") this.#listener.refused(rule, "expected an address to copy to, found none");
    else effects.copyTo = [...effects.copyTo, address];
  }
}
