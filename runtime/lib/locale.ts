/**
 * `os.setlocale`. Of locales there is one, C's; C.UTF-8, which treats bytes as C does, is another name of it. Each category keeps the name it was given,
 * and so do those that Lua does not know.
 *
 * Governing text: Lua 5.1 manual §5.8; where that leaves it open, the GNU C library's setlocale.c.
 */
import { cString } from "../c-string.ts";
import { argumentError } from "../error.ts";
import { isDenied } from "../host.ts";
import { rt } from "../machine.ts";
import type { Result, Value } from "../value.ts";
import { optionalString } from "./arguments.ts";
import { libraryState } from "./library-state.ts";

const ALL = "all";
const KNOWN_TO_LUA = ["ctype", "numeric", "time", "collate", "monetary"];
/** In the order in which the name of a mixed locale lists them. */
const CATEGORIES: readonly string[] = [
  ...KNOWN_TO_LUA,
  "messages",
  "paper",
  "name",
  "address",
  "telephone",
  "measurement",
  "identification",
];

const UTF_8 = /^C\.[Uu][Tt][Ff]-?8(?:@|$)/;

/** Sets what a category, or all, is called, and gives the name; nil where there is no such locale. */
export function setlocale(locale?: Value, category?: Value): Result {
  const { dialect } = rt.realm;
  // 5.0 looks at the category first.
  if (dialect === "5.0") optionalString(category, 2, "setlocale", ALL);
  if (dialect === "5.0" && locale !== undefined && typeof locale !== "string" && typeof locale !== "number") {
    return argumentError(1, "setlocale", "string expected");
  }
  const given = optionalString(locale, 1, "setlocale", undefined);
  const part = cString(optionalString(category, 2, "setlocale", ALL));
  if (part !== ALL && !KNOWN_TO_LUA.includes(part)) {
    return argumentError(2, "setlocale", dialect === "5.0" ? "invalid option" : `invalid option '${part}'`);
  }
  const { localeNames } = libraryState();
  const categories = part === ALL ? CATEGORIES : [part];
  if (given !== undefined) {
    const names = namesOf(cString(given), categories);
    if (names === undefined) return undefined;
    for (const [index, name] of names.entries()) localeNames.set(categories[index] ?? ALL, name);
  }
  const names = categories.map((name) => localeNames.get(name) ?? "C");
  if (new Set(names).size === 1) return names[0];
  return names.map((name, index) => `${variable(categories[index] ?? ALL)}=${name}`).join(";");
}

/** What each of `categories` is called once they were given the name `text`; undefined where one is none. */
function namesOf(text: string, categories: readonly string[]): readonly string[] | undefined {
  const parts =
    text.includes(";") && categories === CATEGORIES
      ? new Map(text.split(";").map((part) => [part.split("=")[0], part.split("=")[1]]))
      : undefined;
  const names: string[] = [];
  for (const category of categories) {
    const name = parts === undefined ? text || environmentName(category) : parts.get(variable(category));
    if (name === "C" || name === "POSIX") names.push("C");
    else if (name !== undefined && UTF_8.test(name)) names.push(name);
    else return undefined;
  }
  return names;
}

function environmentName(category: string): string {
  const { environment } = rt.realm.host;
  if (isDenied(environment)) return "C";
  return environment.get(variable(ALL)) || environment.get(variable(category)) || environment.get("LANG") || "C";
}

function variable(category: string): string {
  return `LC_${category.toUpperCase()}`;
}
