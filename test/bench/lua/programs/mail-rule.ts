const rules = [
  { pattern: /free\s+money/, score: 3 },
  { pattern: /^re:/, score: -1 },
  { pattern: /viagra/, score: 5 },
  { pattern: /c[i1]alis/, score: 5 },
  { pattern: /lottery/, score: 4 },
  { pattern: /winner/, score: 2 },
  { pattern: /\$\d+/, score: 1 },
  { pattern: /click\s+here/, score: 3 },
  { pattern: /unsubscribe/, score: 1 },
  { pattern: /100%/, score: 2 },
  { pattern: /act\s+now/, score: 3 },
  { pattern: /limited\s+time/, score: 2 },
  { pattern: /order\s+now/, score: 2 },
  { pattern: /casino/, score: 4 },
  { pattern: /mortgage/, score: 3 },
  { pattern: /refinance/, score: 3 },
  { pattern: /weight\s+loss/, score: 4 },
  { pattern: /work\s+from\s+home/, score: 4 },
  { pattern: /no\s+credit\s+check/, score: 4 },
  { pattern: /nigeria/, score: 3 },
  { pattern: /bank\s+account/, score: 2 },
  { pattern: /password/, score: 1 },
  { pattern: /verify\s+your/, score: 3 },
  { pattern: /urgent/, score: 1 },
  { pattern: /dear\s+friend/, score: 3 },
  { pattern: /million\s+dollars/, score: 5 },
  { pattern: /[A-Z][A-Z][A-Z][A-Z][A-Z]+/, score: 1 },
  { pattern: /http:\/\/\d+\.\d+\.\d+\.\d+/, score: 5 },
  { pattern: /\.exe$/, score: 5 },
  { pattern: /invoice\s+#?\d+/, score: 1 },
];
const subjects = [
  "Re: meeting tomorrow at ten",
  "FREE money for the lucky winner, click here now",
  "Invoice #12345 for your order",
  "Weekly report, nothing urgent",
  "Verify your bank account password",
  "Lunch?",
  "You have won the LOTTERY: million dollars, act now",
  "Setup.exe",
  "see http://10.0.0.1/x for limited time offers",
  "minutes of the last board meeting, please read before Friday",
];
function classify(subject: string): [action: string, score: number] {
  let score = 0;
  const lower = subject.toLowerCase();
  for (const rule of rules) if (rule.pattern.test(lower)) score += rule.score;
  return [score > 4 ? "reject" : score > 1 ? "hold" : "accept", score];
}
export const size = 10_000;
export function bench(n: number): string {
  let total = 0;
  let rejected = 0;
  for (let i = 0; i < n; i++) {
    for (const subject of subjects) {
      const [action, score] = classify(subject);
      total += score;
      if (action === "reject") rejected++;
    }
  }
  return `${total} ${rejected}`;
}
