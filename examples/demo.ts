/**
 * `npm run demo`: sends a handful of real messages to the server that `npm start` runs, and tells what became of each: what the
 * server answered, which hook decided, and where the message is now.
 */
import { createTransport, type SendMailOptions } from "nodemailer";
import { controlClient } from "../server/admin/control-client.ts";
import { endQuietlyAtClosedPipe } from "../server/cli/closed-pipe.ts";
import { findConfig } from "../server/cli/find-config.ts";
import { textTable } from "../server/cli/text-table.ts";
import type { Decision } from "../server/decision-journal.ts";
import { OperatorError } from "../server/operator-error.ts";
import type { QueueEntry } from "../server/queue/queue.ts";

interface DemoMessage {
  readonly about: string;
  /** The name that the client gives with EHLO. */
  readonly helo?: string;
  readonly mail: SendMailOptions;
}

const MESSAGES: readonly DemoMessage[] = [
  {
    about: "to another server",
    mail: { from: "ann@example.com", to: "friend@elsewhere.example", subject: "Hello", text: "How are you?" },
  },
  { about: "to a user here", mail: { from: "bob@example.com", to: "ann@example.com", subject: "Lunch?", text: "At noon?" } },
  {
    about: "from a domain nobody wants",
    mail: { from: "win@lottery.example", to: "ann@example.com", subject: "You won", text: "Claim it." },
  },
  {
    about: "from a machine called spambot-7",
    helo: "spambot-7",
    mail: { from: "x@y.example", to: "ann@example.com", subject: "Cheap", text: "Very." },
  },
  {
    about: "to an address for staff only",
    mail: { from: "ann@example.com", to: "all@example.com", subject: "To everybody", text: "Hi all." },
  },
  {
    about: "with a program attached",
    mail: {
      from: "ann@example.com",
      to: "bob@example.com",
      subject: "Try this",
      text: "It is harmless.",
      attachments: [{ filename: "game.exe", content: "MZ" }],
    },
  },
  {
    about: "to somebody who has moved",
    mail: { from: "ann@example.com", to: "carol@example.com", subject: "Are you still there?", text: "Carol?" },
  },
  {
    about: "an invoice",
    mail: { from: "shop@store.example", to: "ann@example.com", subject: "Your invoice", text: "10 EUR." },
  },
  {
    about: "something confidential",
    mail: { from: "ann@example.com", to: "press@elsewhere.example", subject: "CONFIDENTIAL: figures", text: "42" },
  },
  {
    about: "to be sent much later",
    mail: {
      from: "ann@example.com",
      to: "friend@elsewhere.example",
      subject: "Happy birthday",
      text: "100 years!",
      headers: { "X-Send-After": "20991231180000" },
    },
  },
  {
    about: "a test that nobody needs to see",
    mail: { from: "ann@example.com", to: "bob@example.com", subject: "[test] ignore me", text: "…" },
  },
];

endQuietlyAtClosedPipe();
const { config } = await findConfig(undefined);
const control = controlClient(config.admin.socket);

try {
  await demonstrate();
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  process.stderr.write(`${error.message.replace("`moonpost serve`", "`npm start` in another terminal")}\n`);
  process.exitCode = error.exitCode;
}

async function demonstrate(): Promise<void> {
  const [service] = (await control.status()).services;
  const port = Number(service?.address.split(":").at(-1));
  process.stdout.write(`Sending ${MESSAGES.length} messages to ${service?.address} …\n\n`);
  const rows: string[][] = [["MESSAGE", "ANSWER", "DECIDED BY", "NOW"]];
  const sent: { readonly message: DemoMessage; readonly answer: string; readonly since: number; readonly until: number }[] = [];
  for (const message of MESSAGES) {
    const since = Date.now();
    const answer = await send(message, port);
    const until = Date.now();
    sent.push({ message, answer, since, until });
    // The next message begins in another millisecond, so that each decision belongs to one message.
    while (Date.now() === until) await new Promise((resolve) => setImmediate(resolve));
  }
  await settled();
  const decisions = await control.decisions();
  for (const { message, answer, since, until } of sent) {
    const id = /queued as (\S+)/.exec(answer)?.[1];
    const about = decisions.filter(
      (one) => (id && one.message === id) || (one.atMs >= since && one.atMs <= until && one.stage !== "send"),
    );
    rows.push([message.about, answer, deciders(about), await whereIs(id, answer)]);
  }
  process.stdout.write(textTable(rows, process.stdout.columns ?? 0));
  process.stdout.write(
    "\nNext: npx moonpost status | npx moonpost queue list | npx moonpost inspect examples/scripts/smtpsvr.lua\n",
  );
}

/** The server's answer to the message, or to the command at which it was refused. */
async function send({ helo, mail }: DemoMessage, port: number): Promise<string> {
  const transport = createTransport({ host: "127.0.0.1", port, name: helo ?? "demo.example.com", ignoreTLS: true });
  try {
    return (await transport.sendMail(mail)).response;
  } catch (error) {
    if (error instanceof Error && "response" in error && typeof error.response === "string") return error.response;
    throw new OperatorError(`can't send to port ${port}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    transport.close();
  }
}

/** Waits until nothing is being sent and nothing is due that was not tried; at most some seconds. */
async function settled(): Promise<void> {
  for (let i = 0; i < 50; i++) {
    const entries = await control.list(undefined, 1000);
    if (
      !entries.some(
        (entry) => entry.state === "sending" || (entry.state === "due" && entry.attempts === 0 && entry.reason === ""),
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function deciders(decisions: readonly Decision[]): string {
  const names = decisions.map(({ script, hook }) => (script ? `${script} ${hook}` : hook));
  return [...new Set(names)].join(", ") || "nobody: the server's default";
}

async function whereIs(id: string | undefined, answer: string): Promise<string> {
  if (!id) return answer.startsWith("2") ? "dropped" : "with its sender";
  const message = await control.show(id);
  return message ? stateText(message) : "delivered";
}

function stateText({ state, reason, recipients }: QueueEntry): string {
  const to = recipients.map(({ address }) => address).join(", ");
  if (state === "delivered") return `delivered to ${to}`;
  return `in the queue, ${state}${reason ? `: ${reason}` : ""}`;
}
