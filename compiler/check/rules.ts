/** All rules of `check`. */
import type { Rule } from "./rule.ts";
import { constantCondition } from "./rules/constant-condition.ts";
import { disabledFunction } from "./rules/disabled-function.ts";
import { duplicateFunction } from "./rules/duplicate-function.ts";
import { duplicateKey } from "./rules/duplicate-key.ts";
import { emptyStringIsTrue } from "./rules/empty-string-is-true.ts";
import { globalAssignmentInFunction } from "./rules/global-assignment-in-function.ts";
import { hookNameTypo } from "./rules/hook-name-typo.ts";
import { hookParameterCount } from "./rules/hook-parameter-count.ts";
import { impossibleComparison } from "./rules/impossible-comparison.ts";
import { localHook } from "./rules/local-hook.ts";
import { lostActions } from "./rules/lost-actions.ts";
import { misplacedScript } from "./rules/misplaced-script.ts";
import { newerApi } from "./rules/newer-api.ts";
import { readOnlyGlobal } from "./rules/read-only-global.ts";
import { shadowedLocal } from "./rules/shadowed-local.ts";
import { undefinedGlobal } from "./rules/undefined-global.ts";
import { unknownEscape } from "./rules/unknown-escape.ts";
import { unknownField } from "./rules/unknown-field.ts";
import { unknownLibraryFunction } from "./rules/unknown-library-function.ts";
import { unknownReturn } from "./rules/unknown-return.ts";
import { unreachableCode } from "./rules/unreachable-code.ts";
import { unusedLocal } from "./rules/unused-local.ts";
import { zeroIsTrue } from "./rules/zero-is-true.ts";

export const RULES: readonly Rule[] = [
  undefinedGlobal,
  unknownLibraryFunction,
  globalAssignmentInFunction,
  unusedLocal,
  shadowedLocal,
  unreachableCode,
  zeroIsTrue,
  emptyStringIsTrue,
  constantCondition,
  impossibleComparison,
  duplicateFunction,
  duplicateKey,
  unknownEscape,
  disabledFunction,
  hookNameTypo,
  localHook,
  hookParameterCount,
  unknownReturn,
  unknownField,
  lostActions,
  readOnlyGlobal,
  newerApi,
  misplacedScript,
];

/** Codes that come from elsewhere: the parser, and the ignore comments themselves. */
export const OTHER_CODES: readonly string[] = ["syntax-error", "assignment-in-condition", "unknown-ignore-code"];
