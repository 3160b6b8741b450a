/** Helpers whose answer may have to be waited for: then the script is suspended, and all others go on. */
import type { Eventually } from "../host.ts";
import { wait } from "../suspend.ts";
import type { Result } from "../value.ts";

/** The result that `finish` makes of the host's answer, at once or when it comes. */
export function eventually<T>(answer: Eventually<T>, finish: (value: T) => Result): Result {
  return answer instanceof Promise ? wait(answer.then((value) => () => finish(value))) : finish(answer);
}
