/** Emitted modules, checked by TypeScript in this process: all in one program, with the options of the golden modules. */
import { dirname, join } from "node:path";
import ts from "typescript";

const FOLDER = join(import.meta.dirname, "../golden");

/** What `tsc` says of the modules, by their names: `loop: 12: TS2367 …, at the text of the line`. Of each module the first error. */
export function strictErrors(modules: ReadonlyMap<string, string>): string[] {
  const config = join(FOLDER, "tsconfig.json");
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(config, ts.sys.readFile).config, ts.sys, dirname(config));
  // Beside the golden modules, so that the same runtime is found.
  const files = new Map([...modules.values()].map((text, i) => [join(FOLDER, `module-${i}.ts`), text]));
  const host = ts.createCompilerHost(options);
  const onDisk = { ...host };
  host.fileExists = (path) => files.has(path) || onDisk.fileExists(path);
  host.readFile = (path) => files.get(path) ?? onDisk.readFile(path);
  host.getSourceFile = (path, languageVersion, ...rest) => {
    const text = files.get(path);
    return text === undefined
      ? onDisk.getSourceFile(path, languageVersion, ...rest)
      : ts.createSourceFile(path, text, languageVersion);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...modules.keys()].flatMap((name, i) => {
    const file = program.getSourceFile(join(FOLDER, `module-${i}.ts`));
    if (file === undefined) throw new Error(`no module ${name}`);
    const [error] = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    if (error === undefined) return [];
    const { line } = file.getLineAndCharacterOfPosition(error.start ?? 0);
    const text = ts.flattenDiagnosticMessageText(error.messageText, " ");
    return [`${name}: ${line + 1}: TS${error.code} ${text}, at ${file.text.split("\n")[line]?.trim()}`];
  });
}
