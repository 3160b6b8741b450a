/** The reply to what a rule rejects (VPOP3.md §9 O4). */
import { type Reply, reply, scriptReply } from "./reply.ts";

/**
 * `text` with or without code; "" for ours. A temporary rule answers 4xx whatever code the text names, and an enhanced code says the same
 * (RFC 2034 §4).
 */
export function ruleReply(verdict: { readonly temporary: boolean; readonly text: string }): Reply {
  const standard = verdict.temporary ? reply(451, "4.7.1", "Refused for now, try again later") : reply(550, "5.7.1", "Refused");
  const answer = scriptReply(verdict.text, standard, "45");
  if (!verdict.temporary) return answer;
  const lines = answer.lines.map((line) => line.replace(/^5(?=\.[0-9]+\.[0-9]+(?: |$))/, "4"));
  return { ...answer, code: answer.code >= 500 ? standard.code : answer.code, lines };
}
