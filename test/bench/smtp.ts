/**
 * The SMTP server against bare smtp-server with an `onData` that drains: messages per second of the server's processor time, as ratios.
 * `node test/bench/smtp.ts [seconds per case]`. Each server runs in a process of its own; processor time, not the clock, so that
 * other work on the machine does not count.
 */
import { fork } from "node:child_process";
import { connect } from "node:net";
import { SERVERS, serve } from "./smtp-servers.ts";

const SECONDS = Number(process.argv[2] ?? 2);
const ROUNDS = 3;
/** `node test/bench/smtp.ts 2 "no script"`: only servers of that name. With NODE_OPTIONS=--cpu-prof the children write profiles. */
const ONLY = process.argv[3];

const SMALL = message(500);
const LARGE = message(100_000);

function message(bytes: number): string {
  const line = `${"x".repeat(76)}\r\n`;
  return `Subject: bench\r\nFrom: <a@example.org>\r\nTo: <b@example.net>\r\n\r\n${line.repeat(Math.ceil(bytes / 78))}.\r\n`;
}

/** Sends messages over `connections` connections until the time is up; gives how many. */
async function load(port: number, connections: number, text: string): Promise<number> {
  let sent = 0;
  const until = performance.now() + SECONDS * 1000;
  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect(port, "127.0.0.1");
          socket.setNoDelay(true);
          const steps = ["MAIL FROM:<a@example.org>\r\n", "RCPT TO:<b@example.net>\r\n", "DATA\r\n", text];
          let step = -2;
          socket.setEncoding("latin1");
          socket.on("data", (reply: string) => {
            if (socket.writableEnded) return;
            if (!/^[0-9]{3} .*\r\n$/m.test(reply)) return;
            step++;
            if (step === -1) return void socket.write("EHLO x\r\n");
            if (step === 4) {
              sent++;
              step = 0;
              if (performance.now() > until) return void socket.end("QUIT\r\n");
            }
            socket.write(steps[step] ?? "");
          });
          socket.on("close", () => resolve());
          socket.on("error", reject);
        }),
    ),
  );
  return sent;
}

/** Messages per second of the server's processor time. */
async function measure(name: string, connections: number, text: string): Promise<number> {
  const child = fork(import.meta.filename, ["serve", name]);
  const heard = () => new Promise<number>((resolve) => child.once("message", (value) => resolve(Number(value))));
  const port = await heard();
  const used = async () => {
    const answer = heard();
    child.send("used");
    return answer;
  };
  await load(port, connections, text);
  const before = await used();
  const sent = await load(port, connections, text);
  const rate = (sent / ((await used()) - before)) * 1e6;
  child.disconnect();
  return rate;
}

const CASES: readonly [string, number, string][] = [
  ["1 × 500 B", 1, SMALL],
  ["10 × 500 B", 10, SMALL],
  ["100 × 500 B", 100, SMALL],
  ["1 × 100 KB", 1, LARGE],
  ["10 × 100 KB", 10, LARGE],
];

if (process.argv[2] === "serve") await serve(process.argv[3] ?? "");
else {
  const names = Object.keys(SERVERS).filter((name) => ONLY === undefined || name === ONLY);
  for (const [label, connections, text] of CASES) {
    const best = new Map<string, number>();
    // In turns, and the best of each, so that a busy moment of the machine does not fall on one of them.
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of names) best.set(name, Math.max(best.get(name) ?? 0, await measure(name, connections, text)));
    }
    const base = best.get("bare smtp-server") ?? 1;
    for (const [name, rate] of best) {
      process.stdout.write(
        `${label.padEnd(12)} ${name.padEnd(20)} ${rate.toFixed(0).padStart(7)}/s  ${(rate / base).toFixed(2)}\n`,
      );
    }
  }
}
