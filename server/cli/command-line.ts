/**
 * The commands and their options: each command is loaded when it is used, so that `--version` and `--help` answer at once.
 * It gets its arguments and gives its exit code; mistakes of the person who typed it are OperatorErrors.
 */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { Dialect } from "../../compiler/ast.ts";
import { isKnownVersion, KNOWN_VERSIONS, NEWEST } from "../../runtime/vpop3/version.ts";
import { EXIT } from "../operator-error.ts";
import { VERSION } from "../version.ts";
import { DIALECTS } from "./run-arguments.ts";

const EXIT_CODES = `
Exit codes:
  0  done
  1  the scripts have errors, or what was started failed
  2  the command line or the configuration is wrong
  3  no server answers on the control socket
  130  stopped by a second Ctrl-C`;

/** Options of bin/moonpost.js, which the command line no longer has. */
const INSPECT = `
To step through the Lua in Chrome DevTools or VS Code (docs/debugging.md):
  --inspect[=host:port]      listen for a debugger
  --inspect-wait[=host:port] and wait for it
  --inspect-brk[=host:port]  and stop at the first line of Lua (serve: wait for it)`;

/** Runs the command line `argv` (without node and script) and gives its exit code. Throws what the command throws. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  try {
    return await interpret(argv);
  } catch (error) {
    // Commander has said what it is.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    throw error;
  }
}

async function interpret(argv: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.ok;
  /** Makes an action that loads its command only now. */
  const command: Lazily =
    (load) =>
    async (...values) => {
      exitCode = await (await load())(...values);
    };

  const program = new Command("moonpost")
    .description("VPOP3 Lua scripts, compiled to sandboxed TypeScript, in a fast SMTP server and queue.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", EXIT_CODES)
    .enablePositionalOptions()
    .exitOverride();
  addCompilerCommands(program, command);
  addRunCommands(program, command);
  addServerCommands(program, command);
  addQueueCommands(program, command);
  addScriptsCommands(program, command);

  explainMistakes(program, program.name());

  if (argv.length === 0) {
    program.outputHelp();
    return EXIT.usage;
  }
  await program.parseAsync([...argv], { from: "user" });
  return exitCode;
}

/** Makes an action of what loads it. */
type Lazily = <A extends unknown[]>(
  load: () => Promise<(...values: A) => number | Promise<number>>,
) => (...values: A) => Promise<void>;

// An option is made anew for each command that has it.
function dialect(): Option {
  return new Option("--lua <version>", "the Lua to accept").choices(DIALECTS).default("vpop3");
}
function vpop3(): Option {
  return new Option("--vpop3 <version>", "warn of what is newer than this VPOP3").argParser(vpop3Version).default(NEWEST);
}
function config(): Option {
  return new Option("-c, --config <file>", "configuration file (default: moonpost.config.json or .ts here)");
}
function severity(): Option {
  return new Option("--severity <CODE=LEVEL>", "how much a finding counts: error, warning, info or off; may be repeated")
    .argParser((text: string, before: readonly string[]) => [...before, text])
    .default([], "each rule's own");
}
function format(): Option {
  return new Option("--format <format>", "how to print diagnostics").choices(["text", "json", "sarif"]).default("text");
}

function addCompilerCommands(program: Command, command: Lazily): void {
  program
    .command("compile")
    .summary("compile a folder of scripts")
    .description(
      "Compile the scripts of DIR into an artefact: TypeScript, JavaScript, source maps and a manifest, switched atomically.",
    )
    .argument("<DIR>", "the folder with the .lua files")
    .requiredOption("-o, --out <OUT>", "the artefact's folder")
    .addOption(dialect())
    .addOption(vpop3())
    .addOption(format())
    .addOption(severity())
    .action(command(async () => (await import("./compile-command.ts")).compileCommand));

  program
    .command("check")
    .summary("report what is wrong with scripts")
    .description(
      "Check scripts without running them. Exit code 1 if there are errors. A comment `-- moonpost: ignore CODE` in a line silences that warning there.",
    )
    .argument("<PATH...>", "folders or .lua files")
    .addOption(dialect())
    .addOption(format())
    .addOption(vpop3())
    .addOption(severity())
    .action(command(async () => (await import("./check-command.ts")).checkCommand));

  program
    .command("inspect")
    .summary("show Lua beside its TypeScript")
    .description("Show what a script is compiled to, line by line.")
    .argument("<FILE>", "a .lua file")
    .addOption(dialect())
    .option("--ts", "only the TypeScript module")
    .option("--js", "only the JavaScript that runs")
    .option("--width <columns>", "how wide to print (default: the terminal)")
    .action(command(async () => (await import("./inspect-command.ts")).inspectCommand));
}

function addRunCommands(program: Command, command: Lazily): void {
  program
    .command("run")
    .summary("run a script once")
    .description(
      "Run a script as VPOP3 does on demand: print goes to stdout, an error ends it with exit code 1 and a traceback. With --lua 5.x this is the lua program: it also takes the options -e, -l, -i, -v and -E, and runs the standard input if there is no FILE.",
    )
    .argument("[FILE]", "a .lua file; - is the standard input")
    .argument("[ARGS...]", "what the script gets as `arg` and `...`")
    .addOption(dialect())
    .option("--command <name>", "what messages and `arg` call this program")
    .allowUnknownOption()
    .passThroughOptions()
    .addHelpText("after", INSPECT)
    .action(
      command(async () => {
        const { runCommand } = await import("./run-command.ts");
        return (path: string | undefined, args: string[], { lua, command: name }: { lua: Dialect; command?: string }) =>
          runCommand({ lua, command: name, operands: path === undefined ? [] : [path, ...args] });
      }),
    );

  // For bin/lua5.xc, which scripts and test suites find beside bin/lua5.x.
  program
    .command("luac", { hidden: true })
    .argument("[ARGS...]", "the options and files of luac")
    .addOption(dialect())
    .option("--command <name>", "what messages call this program", "luac")
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(
      command(async () => {
        const { luacCommand } = await import("./luac-command.ts");
        return (args: string[], { lua, command: name }: { lua: Dialect; command: string }) => luacCommand(args, lua, name);
      }),
    );
}

function addServerCommands(program: Command, command: Lazily): void {
  program
    .command("serve")
    .summary("run the SMTP server and the queue")
    .description(
      "Serve mail. Without a configuration file it demonstrates itself: example scripts, port 2525, outgoing mail to data/outbox.",
    )
    .addOption(config())
    .addHelpText("after", INSPECT)
    .action(command(async () => (await import("./serve-command.ts")).serveCommand));

  program
    .command("status")
    .summary("ask the running server how it is")
    .description(
      "Show script versions, failed reloads, sessions, the queue and the last decisions of scripts and rules of the running server.",
    )
    .addOption(config())
    .option("--json", "print JSON")
    .action(command(async () => (await import("./status-command.ts")).statusCommand));

  program
    .command("password")
    .summary("make the hash of a password")
    .description("Read a password from the standard input and print the line for `password` of a user in the configuration.")
    .option("--cram-md5", "let the user log in by CRAM-MD5 too, which needs a weaker second hash")
    .action(command(async () => (await import("./password-command.ts")).passwordCommand));

  program
    .command("addresses")
    .summary("whom a user has written to")
    .description("List the addresses that a user has written to, for completion (AddUserAddresses in smtpsvr.lua).")
    .argument("<USER>", "the user's name")
    .argument("[START]", "only addresses that begin so")
    .addOption(config())
    .option("--json", "print JSON")
    .action(command(async () => (await import("./addresses-command.ts")).addressesCommand));
}

function addQueueCommands(program: Command, command: Lazily): void {
  const queue = described(program.command("queue"), "look at the queue of the running server, and change it");
  described(queue.command("list"), "list messages, oldest first")
    .addOption(config())
    .addOption(new Option("--state <state>", "only these").choices(["due", "sending", "held", "failed", "delivered"]))
    .option("--limit <n>", "at most so many", "100")
    .option("--json", "print JSON")
    .action(command(async () => (await import("./queue-command.ts")).listCommand));
  described(queue.command("show"), "show one message: envelope, recipients, attempts, header")
    .argument("<ID>", "the message's id, or the start of it")
    .addOption(config())
    .option("--json", "print JSON")
    .action(command(async () => (await import("./queue-command.ts")).showCommand));
  const orders = {
    retry: "send now; with `all`, every message that is due or failed",
    hold: "keep until it is released",
    release: "send a held message",
    remove: "delete for good",
  } as const;
  for (const [name, summary] of Object.entries(orders)) {
    described(queue.command(name), summary)
      .argument("<ID...>", "ids of messages")
      .addOption(config())
      .action(
        command(async () => {
          const { orderCommand } = await import("./queue-command.ts");
          // A key of the table above.
          return (ids: string[], options: { config?: string }) => orderCommand(name as keyof typeof orders, ids, options);
        }),
      );
  }
}

/** The command with a summary, for the list of commands, that says enough to be the description too, which begins the command's help. */
function described(command: Command, summary: string): Command {
  return command.summary(summary).description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`);
}

function addScriptsCommands(program: Command, command: Lazily): void {
  const scripts = described(program.command("scripts"), "change which version of the scripts the running server uses");
  described(scripts.command("reload"), "load the scripts as they lie in the folder now, compiled anew if they have changed")
    .addOption(config())
    .action(command(async () => (await import("./scripts-command.ts")).reloadCommand));
  described(scripts.command("rollback"), "go back to an earlier version until the scripts change again")
    .argument("[VERSION]", "a version that `moonpost status` lists (default: the one before)")
    .addOption(config())
    .action(command(async () => (await import("./scripts-command.ts")).rollbackCommand));
}

/** Lets `command` and those below it say a mistake in one line that names the help to read; `name` is what one types for it. */
function explainMistakes(command: Command, name: string): void {
  command.configureOutput({ outputError: (text, write) => write(oneLine(text, name)) });
  for (const child of command.commands) explainMistakes(child, `${name} ${child.name()}`);
}

function vpop3Version(text: string): string {
  if (!isKnownVersion(text)) throw new InvalidArgumentError(`Expected ${KNOWN_VERSIONS}.`);
  return text;
}

/** `error: unknown command 'serv'\n(Did you mean serve?)` as one line, with what to do next. */
function oneLine(text: string, name: string): string {
  const line = text
    .trim()
    .replace(/^error: /, "")
    .replaceAll(/\n+/g, " ")
    .replace(/\.$/, "");
  return `moonpost: ${line}${/\?\)$/.test(line) ? "" : `; see ${name} --help`}\n`;
}
