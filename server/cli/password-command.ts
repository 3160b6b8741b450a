/** `moonpost password`: makes the line that stands for a password in `directory.users` of the configuration. */
import { createInterface } from "node:readline";
import { type Readable, Writable } from "node:stream";
import { hashPassword } from "../directory/password.ts";
import { EXIT, OperatorError } from "../operator-error.ts";

/** Gives the exit status; throws as `readPassword` does. */
export async function passwordCommand(options: { readonly cramMd5?: boolean }): Promise<number> {
  const password = await readPassword(process.stdin, process.stderr);
  process.stdout.write(`${await hashPassword(password, options.cramMd5)}\n`);
  return EXIT.ok;
}

/**
 * The first line of `input`. On a terminal it is asked for twice and not shown. Throws an `OperatorError` where there is none, or where what is typed the second
 * time differs.
 */
export async function readPassword(input: Readable & { readonly isTTY?: boolean }, prompts: Writable): Promise<string> {
  const isTerminal = input.isTTY === true;
  const prompt = (text: string) => {
    if (isTerminal) prompts.write(text);
  };
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
    const typed = lines[Symbol.asyncIterator]();
    const ask = async (text: string): Promise<string> => {
      prompt(text);
      const { value = "" } = await typed.next();
      prompt("\n");
      return value;
    };
    const password = await ask("Password: ");
    if (password === "") throw wrong("expected a password on the standard input, found an empty line");
    if (isTerminal && (await ask("Once more: ")) !== password) throw wrong("expected the same password twice, found two");
    return password;
  } finally {
    lines.close();
  }
}

function wrong(problem: string): OperatorError {
  return new OperatorError(`password: ${problem}`, EXIT.usage);
}
