/** `moonpost password`: makes the line that stands for a password in `directory.users` of the configuration. */
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { hashPassword } from "../directory/password.ts";
import { EXIT, OperatorError } from "../operator-error.ts";

/** Gives the exit status. On a terminal the password is asked for without an echo, else it is the first line; throws an `OperatorError` for an empty one. */
export async function passwordCommand(options: { readonly cramMd5?: boolean }): Promise<number> {
  const password = await readLine(process.stdin, process.stderr, "Password: ");
  if (password === "")
    throw new OperatorError("password: expected a password on the standard input, found an empty line", EXIT.usage);
  process.stdout.write(`${await hashPassword(password, options.cramMd5)}\n`);
  return EXIT.ok;
}

/** The first line of `input`, without its end. On a terminal it is asked for and not shown. */
async function readLine(input: NodeJS.ReadStream, prompts: NodeJS.WriteStream, prompt: string): Promise<string> {
  const isTerminal = input.isTTY === true;
  if (isTerminal) prompts.write(prompt);
  // readline echoes what is typed to its output, so it gets one that drops everything.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output, terminal: isTerminal });
  // The terminal gives readline Ctrl-C as a key: it ends the program as elsewhere.
  lines.once("SIGINT", () => {
    lines.close();
    prompts.write("\n");
    process.kill(process.pid, "SIGINT");
  });
  try {
    for await (const line of lines) return line;
    return "";
  } finally {
    lines.close();
    if (isTerminal) prompts.write("\n");
  }
}
