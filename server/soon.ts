/**
 * Values that are usually there at once. What a session does rarely waits: a promise at each step, and a turn of the microtask queue for each `await`, would
 * cost more than the steps themselves.
 */

/** A value, or a promise of it where something had to be waited for. */
export type Soon<T> = T | Promise<T>;

/** Goes on with a value: at once if it is there. What `next` throws then is thrown here, else it is the promise's rejection. */
export function after<T, U>(value: Soon<T>, next: (value: T) => Soon<U>): Soon<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
