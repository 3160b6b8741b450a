/** The reply to what a rule rejects (VPOP3.md §9 O4). */
import { type Reply, reply, scriptReply } from "./reply.ts";

/** `text` with or without code; "" for ours. A temporary rule answers 4xx whatever code the text names. */
export function ruleReply(verdict: { readonly temporary: boolean; readonly text: string }): Reply {
  const standard = verdict.temporary ? reply(451, "4.7.1", "Refused for now, try again later") : reply(550, "5.7.1", "Refused");
  const answer = scriptReply(verdict.text, standard, "45");
  return verdict.temporary && answer.code >= 500 ? { ...answer, code: standard.code, lines: answer.lines } : answer;
}
