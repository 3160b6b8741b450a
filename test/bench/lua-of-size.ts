/** Lua text of about a given size that looks like VPOP3 rules: functions, string library calls, tables, loops, comments. */

const RULE = `
-- counts the words that look bad
local function score_N(message, limit)
  local total, words = 0, {}
  for word in string.gmatch(string.lower(message.subject), "%a+") do
    if badWords[word] and not words[word] then
      words[word] = true
      total = total + (weights[word] or 1) * 2
    elseif #word > limit then
      total = total - 1
    end
  end
  return total, words
end

function handlers.DoRCPTTO_N(data, recipient, parameters, recipients)
  if string.find(recipient, "@example%.com$") and table.getn(recipients) < 100 then
    return parameters, "250 OK " .. recipient .. " accepted\\r\\n"
  end
  log { name = recipient, time = os.time(), list = { 1, 2, 3, 0x1f }, text = [[
several lines
of text]] }
  repeat local n = next_N(data) ; data = data .. n until n == "" or not n
  return parameters, '550 No such user here'
end
`;

/** At least `bytes` of Lua. Each rule has a block of its own, since a function has at most 200 locals. */
export function luaOfSize(bytes: number): string {
  const parts: string[] = [];
  for (let length = 0, n = 0; length < bytes; n++) {
    const part = `do ${RULE.replaceAll("_N", `_${n}`)} end\n`;
    parts.push(part);
    length += part.length;
  }
  return parts.join("");
}
