/**
 * Conditions of configured rules: what each field is, and how it is compared. Text is compared without case (ASCII); a condition on a
 * list (recipients, repeated header fields) holds if it holds for one item.
 */
import { BlockList, isIP } from "node:net";
import type { RuleConfig } from "../config.ts";
import type { RuleFacts, RuleStage } from "./rule-facts.ts";

type Condition = RuleConfig["conditions"][number];

/** The earliest stage at which a field is known. */
const KNOWN_FROM: Readonly<Record<Condition["field"], RuleStage>> = {
  sender: 1,
  clientAddress: 1,
  helo: 1,
  authenticatedUser: 1,
  spf: 1,
  rbl: 1,
  recipient: 2,
  header: 3,
  subject: 3,
  size: 3,
};

const STAGES = { mailFrom: 1, rcpt: 2, data: 3 } as const;

/** The stage at which a rule is tried: its own, or the earliest one that knows all its fields. */
export function stageOf(rule: RuleConfig): RuleStage {
  if (rule.stage !== "auto") return STAGES[rule.stage];
  const stages = rule.conditions.map(({ field }) => KNOWN_FROM[field]);
  return stages.includes(3) ? 3 : stages.includes(2) ? 2 : 1;
}

/** True if the rule's conditions hold; a rule without any always does. */
export function matches(rule: RuleConfig, facts: RuleFacts): boolean {
  if (rule.conditions.length === 0) return true;
  const holds = (condition: Condition) => valuesOf(condition, facts).some((value) => test(condition, value)) !== condition.not;
  return rule.match === "all" ? rule.conditions.every(holds) : rule.conditions.some(holds);
}

function valuesOf(condition: Condition, facts: RuleFacts): readonly string[] {
  switch (condition.field) {
    case "sender":
      return [facts.mailFrom];
    case "recipient":
      // At stage 2 the rule is about the recipient that was just named.
      return facts.stage === 2 ? facts.recipients.slice(-1) : facts.recipients;
    case "clientAddress":
      return [facts.clientAddress];
    case "helo":
      return [facts.helo];
    case "authenticatedUser":
      return [facts.authenticatedUser];
    case "spf":
      return [facts.spf];
    case "rbl":
      return facts.blockLists;
    case "size":
      return [String(facts.sizeBytes)];
    case "subject":
      return facts.message === undefined ? [] : [facts.message.subject];
    case "header":
      return facts.message?.values(condition.header) ?? [];
  }
}

function test(condition: Condition, value: string): boolean {
  const found = value.toLowerCase();
  const wanted = condition.value.toLowerCase();
  switch (condition.test) {
    case "equals":
      return found === wanted;
    case "contains":
      return found.includes(wanted);
    case "startsWith":
      return found.startsWith(wanted);
    case "endsWith":
      return found.endsWith(wanted);
    case "matches":
      return matchesWildcards(found, wanted);
    case "inRange":
      return isInRange(value, condition.value);
    case "above":
      return Number(value) > Number(condition.value);
    case "below":
      return Number(value) < Number(condition.value);
    case "exists":
      return value !== "";
  }
}

/** `*` stands for any text, `?` for one character. Linear in the product of the lengths at worst, no regular expression. */
export function matchesWildcards(text: string, pattern: string): boolean {
  let at = 0;
  let star = -1;
  let afterStar = 0;
  let p = 0;
  while (at < text.length) {
    if (p < pattern.length && (pattern[p] === "?" || pattern[p] === text[at]) && pattern[p] !== "*") {
      at++;
      p++;
    } else if (pattern[p] === "*") {
      star = p++;
      afterStar = at;
    } else if (star >= 0) {
      p = star + 1;
      at = ++afterStar;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}

/** `range`: an address, or an address with a prefix length. Nothing else is in any range. */
export function isInRange(address: string, range: string): boolean {
  const [network = "", prefix] = range.split("/");
  const family = isIP(network);
  if (family === 0 || isIP(address) !== family) return false;
  const kind = family === 4 ? "ipv4" : "ipv6";
  const bits = prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix);
  if (!Number.isInteger(bits) || bits < 0 || bits > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(network, bits, kind);
  return list.check(address, kind);
}
