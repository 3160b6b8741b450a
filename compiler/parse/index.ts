/**
 * Lua text to the syntax tree of `../ast.ts`, or a refusal in the words of PUC Lua.
 *
 * Written by hand, in one pass like PUC Lua's own parser: an adapter over luaparse would have to find parentheses, scopes,
 * escapes, limits and two thirds of the messages again.
 */
import type { Chunk, Dialect } from "../ast.ts";
import { FREE, type Spend } from "../effort.ts";
import { DIALECT_RULES } from "./dialect.ts";
import { Lexer } from "./lexer.ts";
import { StatementParser } from "./statements.ts";
import { LuaSyntaxError } from "./syntax-error.ts";

export { LuaSyntaxError } from "./syntax-error.ts";

export interface ParseOptions {
  /** The chunk as messages name it: `smtpsvr.lua`, `[string "x = 1"]`. */
  readonly chunkName: string;
  readonly dialect: Dialect;
  /** Skip a first line that begins with `#`, as for files; `load` does not (but 5.0 always does). Default true. */
  readonly skipFirstLine?: boolean;
  /** Levels of syntax that are not there for this text: calls between C and Lua take them, too. Default 0. */
  readonly outerLevels?: number;
  /** Where globals live in `_ENV`: read `_ENV` as a local around the chunk, an upvalue of every function that uses globals (for debug mode). */
  readonly environmentUpvalue?: boolean;
  /** Is told of the work while it goes on. */
  readonly spend?: Spend;
}

interface Attempt {
  readonly countNested: boolean;
  readonly withoutArg: ReadonlySet<number>;
}

/**
 * The syntax tree of a chunk.
 *
 * `source` is a byte string. Offsets in the tree and in errors count in `Chunk.source`, where line ends are LF.
 * Throws `LuaSyntaxError`, whose message is that of `luac` of the dialect's version (`vpop3` words as 5.2).
 * Takes time linear in the source, at most a few passes.
 */
export function parse(source: string, options: ParseOptions): Chunk {
  const rules = DIALECT_RULES[options.dialect];
  const text = normalise(source, options);
  const { skipFirstLine = true, spend = FREE } = options;
  const attempt = ({ countNested, withoutArg }: Attempt): Chunk => {
    const lexer = new Lexer(text, options.chunkName, rules, { countNested, skipFirstLine, spend });
    const parser = new StatementParser(lexer, withoutArg, options.outerLevels ?? 0);
    if (options.environmentUpvalue === true && rules.environmentVariable) parser.scope.surround("_ENV");
    let body: Chunk["body"];
    try {
      body = parser.main();
    } catch (error) {
      // What 5.0 alone would read: nested long brackets. Tried only where 5.2's reading is refused.
      if (rules.nestedLong === "retry" && lexer.sawNested && !countNested && error instanceof LuaSyntaxError) {
        return retry(error, () => attempt({ countNested: true, withoutArg }));
      }
      throw error;
    }
    // A function that uses both `arg` and `...` has no implicit `arg`: its names mean something else, so read again.
    if (parser.argConflicts.size > 0) {
      return attempt({ countNested, withoutArg: new Set([...withoutArg, ...parser.argConflicts]) });
    }
    return {
      kind: "Chunk",
      start: 0,
      end: text.length,
      line: 0,
      source: text,
      body,
      globals: parser.scope.globals,
      explicitEnvironment: parser.scope.explicitEnvironment,
      ownEnvironments: parser.scope.ownEnvironments,
      levels: parser.deepest - (options.outerLevels ?? 0),
      environment: parser.scope.environment,
      comments: lexer.comments,
    };
  };
  return attempt({ countNested: rules.nestedLong === "count", withoutArg: new Set() });
}

/** The result of a second reading, or the refusal of the first. */
function retry(refusal: LuaSyntaxError, second: () => Chunk): Chunk {
  try {
    return second();
  } catch (error) {
    if (error instanceof LuaSyntaxError) throw refusal;
    throw error;
  }
}

function normalise(source: string, options: ParseOptions): string {
  const rules = DIALECT_RULES[options.dialect];
  let text = source;
  if (rules.byteOrderMark && (options.skipFirstLine ?? true) && text.startsWith("\xEF\xBB\xBF")) text = text.slice(3);
  return rules.normaliseLineEnds && text.includes("\r") ? text.replace(/\n\r|\r\n?/g, "\n") : text;
}
