import type { Rule } from "../rule.ts";

const KNOWN = /^(?:[abfnrtv\\"'\n\dz]|x[\da-fA-F]{2})/;

/** VPOP3 with Lua 5.0 took `\d` for `d`; 5.2 refuses it. Mostly a Windows path or a pattern with one backslash too few. */
export const unknownEscape: Rule = {
  code: "unknown-escape",
  severity: "warning",
  about: "A string holds an escape that Lua does not know.",
  create({ chunk, report }) {
    return {
      expression: (e) => {
        if (e.kind !== "String" || !/["']/.test(chunk.source.charAt(e.start))) return;
        const text = chunk.source.slice(e.start, e.end);
        for (const { 1: escaped = "", index } of text.matchAll(/\\([\s\S])/g)) {
          if (KNOWN.test(text.slice(index + 1, index + 4))) continue;
          const start = e.start + index;
          report({ start, end: start + 2 }, `the escape \\${escaped} only means '${escaped}'`, {
            hint: `write \`\\\\${escaped}\` for a backslash, or \`%${escaped}\` in a pattern`,
          });
        }
      },
    };
  },
};
