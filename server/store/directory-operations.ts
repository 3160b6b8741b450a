/**
 * What the directory does to its tables. The same rules as in `queue-operations.ts`: plain data, inside a shared transaction, repeatable.
 */
import type { Statements } from "./database.ts";

/** Addresses that are kept of one user. */
const MAX_USER_ADDRESSES = 5000;

export const directoryOperations = {
  /** Counts addresses that a user has written to; keeps the latest 5 000. */
  rememberAddresses(
    db: Statements,
    { user, addresses, nowMs }: { readonly user: string; readonly addresses: readonly string[]; readonly nowMs: number },
  ): void {
    for (const address of addresses.slice(0, MAX_USER_ADDRESSES)) {
      db.run(
        `INSERT INTO user_addresses (user, address, times, last_ms) VALUES (?, ?, 1, ?)
         ON CONFLICT (user, address) DO UPDATE SET times = times + 1, last_ms = excluded.last_ms`,
        user,
        address,
        nowMs,
      );
    }
    const known = db.get<{ n: number }>("SELECT count(*) AS n FROM user_addresses WHERE user = ?", user)?.n ?? 0;
    if (known <= MAX_USER_ADDRESSES) return;
    db.run(
      `DELETE FROM user_addresses WHERE user = ? AND address IN
       (SELECT address FROM user_addresses WHERE user = ? ORDER BY last_ms, times LIMIT ?)`,
      user,
      user,
      known - MAX_USER_ADDRESSES,
    );
  },

  putSetting(db: Statements, setting: { readonly name: string; readonly value: string }): void {
    db.run(
      "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      setting.name,
      setting.value,
    );
  },

  putUserSetting(db: Statements, setting: { readonly user: string; readonly name: string; readonly value: string }): void {
    db.run(
      "INSERT INTO user_settings (user, name, value) VALUES (?, ?, ?) ON CONFLICT (user, name) DO UPDATE SET value = excluded.value",
      setting.user,
      setting.name,
      setting.value,
    );
  },
};
