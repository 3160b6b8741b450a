/**
 * How fast patterns are: calls of find, match, gmatch and gsub on mail text, against lua5.1 and LuaJIT where they are installed.
 *
 *     node test/bench/patterns.ts
 *
 * Each case runs in each peer for about as long; the figure is the time of one call, the best of five runs. Ratios are to Lua 5.1.
 */
import { spawnSync } from "node:child_process";
import { createStringLibrary } from "../../runtime/lib/string.ts";
import { rt } from "../../runtime/machine.ts";
import { results } from "../../runtime/results.ts";
import type { LuaFunction, Value } from "../../runtime/value.ts";
import { enterRealm, luaLiteral } from "../runtime/lib/string-cases.ts";

interface BenchCase {
  readonly title: string;
  readonly function: "find" | "match" | "gmatch" | "gsub";
  readonly subject: "headers" | "body" | "html" | "line" | "address" | "padded";
  readonly pattern: string;
  /** gsub: text, or "upper" for a function. */
  readonly by?: string;
}

const HEADERS = [
  "Received: from mail.example.org (mail.example.org [192.0.2.25])",
  "\tby mx.example.com (8.14.4/8.14.4) with ESMTP id q7FBc2aB012345",
  "\tfor <bob@example.com>; Mon, 13 Aug 2012 10:21:33 +0100",
  "Message-ID: <20120813092133.4711@mail.example.org>",
  'From: "Alice Example" <alice@example.org>',
  "To: Bob <bob@example.com>, carol@example.com,",
  "\tDave <dave@dept.example.com>",
  "Date: Mon, 13 Aug 2012 10:21:30 +0100",
  "Subject: Re: [list] your order (12345) has been   shipped",
  "MIME-Version: 1.0",
  'Content-Type: text/plain; charset="iso-8859-1"; format=flowed',
  "Content-Transfer-Encoding: quoted-printable",
  "X-Spam-Score: 2.7",
  "X-Mailer: Example Mailer 1.2.3",
  "",
].join("\r\n");

const BODY = [
  "Hello Bob,",
  "",
  "your order no. 12345 (2 books, 1 CD) was shipped on 2012-08-13; it should arrive in about three days.",
  "Please visit http://www.example.org/orders?id=12345&user=bob or write to service@example.org.",
  "The price is =80 49.90, paid by card ending in 4711. Don't forget: free money is never free.",
  "",
  "-- ",
  "Alice Example, Example Ltd., 1 High Street, Anytown (phone 0123 456789)",
  "",
]
  .join("\r\n")
  .repeat(8);

const HTML =
  "<html><body><p class=\"x\">Hello <b>Bob</b>,<br>your <a href='http://www.example.org/'>order</a> &amp; more</p></body></html>\n".repeat(
    12,
  );

const SUBJECTS: Readonly<Record<BenchCase["subject"], string>> = {
  headers: HEADERS,
  body: BODY,
  html: HTML,
  line: "Subject: Re: [list] your order (12345) has been   shipped",
  address: "alice.example+list@dept.mail.example.org",
  padded: "   \t  some text with spaces around it and some more of it   \r\n  ",
};

const CASES: readonly BenchCase[] = [
  { title: "plain word near the end", function: "find", subject: "headers", pattern: "Mailer" },
  { title: "plain word, absent", function: "find", subject: "body", pattern: "lottery" },
  { title: "anchored header", function: "match", subject: "line", pattern: "^Subject:%s*(.-)%s*$" },
  { title: "header in a block", function: "match", subject: "headers", pattern: "\r\nSubject: (.-)\r\n" },
  { title: "address in text", function: "match", subject: "body", pattern: "([%w%.%-_]+)@([%w%.%-]+)" },
  { title: "split address", function: "match", subject: "address", pattern: "^(.*)@(.*)$" },
  { title: "domain", function: "match", subject: "address", pattern: "@([^@]+)$" },
  { title: "IP address", function: "match", subject: "headers", pattern: "(%d+)%.(%d+)%.(%d+)%.(%d+)" },
  { title: "trim", function: "match", subject: "padded", pattern: "^%s*(.-)%s*$" },
  { title: "charset", function: "match", subject: "headers", pattern: 'charset="?([%w%-]+)' },
  { title: "word with frontiers", function: "find", subject: "body", pattern: "%f[%w]never%f[%W]" },
  { title: "letters in both cases", function: "find", subject: "body", pattern: "[Ll][Oo][Tt][Tt][Ee][Rr][Yy]" },
  { title: "two words apart, absent", function: "find", subject: "body", pattern: "free.-lottery" },
  { title: "URL", function: "match", subject: "body", pattern: "https?://[^%s\"'<>]+" },
  { title: "parentheses", function: "match", subject: "line", pattern: "%b()" },
  { title: "doubled letter", function: "find", subject: "line", pattern: "(%a)%1" },
  { title: "all words", function: "gmatch", subject: "body", pattern: "%a+" },
  { title: "all lines", function: "gmatch", subject: "headers", pattern: "([^\r\n]*)\r\n" },
  { title: "all fields", function: "gmatch", subject: "headers", pattern: "([%w%-]+):%s*([^\r\n]*)" },
  { title: "squeeze spaces", function: "gsub", subject: "body", pattern: "%s+", by: " " },
  { title: "line ends", function: "gsub", subject: "body", pattern: "\r\n", by: "\n" },
  { title: "strip tags", function: "gsub", subject: "html", pattern: "<[^>]*>", by: "" },
  { title: "clean a name", function: "gsub", subject: "line", pattern: "[^%w%.%-]", by: "_" },
  { title: "swap words", function: "gsub", subject: "line", pattern: "(%w+) (%w+)", by: "%2 %1" },
  { title: "words by a function", function: "gsub", subject: "body", pattern: "%a+", by: "upper" },
];

/** Seconds that one run of a case takes about. */
const RUN_SECONDS = 0.04;
const RUNS = 5;

/** Nanoseconds a call, by case; the Lua program measures itself. */
function luaProgram(): string {
  const cases = CASES.map((one) => {
    const args = `s, ${luaLiteral(one.pattern)}`;
    const by = one.by === undefined ? "" : one.by === "upper" ? ", string.upper" : `, ${luaLiteral(one.by)}`;
    const call =
      one.function === "gmatch"
        ? `for a, b in string.gmatch(${args}) do end`
        : `local a, b, c = string.${one.function}(${args}${by})`;
    return `measure(${luaLiteral(SUBJECTS[one.subject])}, function(s, n) for i = 1, n do ${call} end end)`;
  });
  return `
local clock = os.clock
function measure(s, f)
  local n = 1
  while true do
    local t = clock() f(s, n) t = clock() - t
    if t > ${RUN_SECONDS / 2} then n = math.ceil(n * ${RUN_SECONDS} / t) break end
    n = n * 2
  end
  local best = math.huge
  for i = 1, ${RUNS} do
    local t = clock() f(s, n) t = clock() - t
    if t < best then best = t end
  end
  print(string.format("%.3f", best / n * 1e9))
end
${cases.join("\n")}`;
}

function measureLua(command: string): readonly number[] | undefined {
  const { status, stdout, error } = spawnSync(command, ["-"], { input: Buffer.from(luaProgram(), "latin1"), encoding: "utf8" });
  if (error !== undefined || status !== 0) return undefined;
  return stdout.trim().split("\n").map(Number);
}

/** `n` calls of a case, as compiled Lua would make them. */
function runner(one: BenchCase): (n: number) => void {
  const library = createStringLibrary("vpop3");
  const f = library.get(one.function) as LuaFunction; // all of them are there
  const s = SUBJECTS[one.subject];
  const by: Value = one.by === "upper" ? library.get("upper") : one.by;
  if (one.function === "gmatch") {
    return (n) => {
      for (let i = 0; i < n; i++) {
        const next = results(f(s, one.pattern))[0] as LuaFunction; // gmatch gives an iterator
        for (;;) {
          const found = next();
          if (found === null && rt.n === 0) break;
        }
      }
    };
  }
  if (one.function === "gsub") {
    return (n) => {
      for (let i = 0; i < n; i++) f(s, one.pattern, by);
    };
  }
  return (n) => {
    for (let i = 0; i < n; i++) f(s, one.pattern);
  };
}

function measureHere(one: BenchCase): number {
  enterRealm("vpop3", { fuel: 1e15, memoryBytes: 1e15 });
  const run = runner(one);
  const time = (n: number): number => {
    const start = process.hrtime.bigint();
    run(n);
    return Number(process.hrtime.bigint() - start) / 1e9;
  };
  let n = 1;
  for (;;) {
    const seconds = time(n);
    if (seconds > RUN_SECONDS / 2) {
      n = Math.ceil((n * RUN_SECONDS) / seconds);
      break;
    }
    n *= 2;
  }
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < RUNS; i++) best = Math.min(best, time(n));
  return (best / n) * 1e9;
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

const lua = measureLua("lua5.1");
const luajit = measureLua("luajit");
const here = CASES.map(measureHere);
const ratio = (times: readonly number[] | undefined, i: number): string =>
  lua === undefined || times === undefined ? "–" : ((times[i] ?? Number.NaN) / (lua[i] ?? Number.NaN)).toFixed(2);

console.log("| case | pattern | lua5.1 ns | LuaJIT | Moonpost | ns |");
console.log("| --- | --- | ---: | ---: | ---: | ---: |");
for (const [i, one] of CASES.entries()) {
  const pattern = luaLiteral(one.pattern).replaceAll("|", "\\|");
  console.log(
    `| ${one.title} | \`${one.function}\` \`${pattern}\` | ${lua?.[i]?.toFixed(0) ?? "–"} | ${ratio(luajit, i)} | ${ratio(here, i)} | ${here[i]?.toFixed(0)} |`,
  );
}
if (lua !== undefined) {
  const mean = (times: readonly number[]): string =>
    geometricMean(times.map((time, i) => time / (lua[i] ?? Number.NaN))).toFixed(3);
  console.log(`\nGeometric mean, Lua 5.1 = 1: Moonpost ${mean(here)}${luajit === undefined ? "" : `, LuaJIT ${mean(luajit)}`}`);
}
