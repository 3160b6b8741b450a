/** `moonpost addresses USER [START]`: whom a user has written to, as AddUserAddresses of smtpsvr.lua collects it. */
import { controlClient } from "../admin/control-client.ts";
import { EXIT, OperatorError } from "../operator-error.ts";
import { findConfig } from "./find-config.ts";
import { textTable } from "./text-table.ts";

interface AddressesOptions {
  readonly config?: string;
  readonly json?: boolean;
}

/** Gives the exit status. Throws an `OperatorError` for an unknown user. */
export async function addressesCommand(user: string, start: string | undefined, options: AddressesOptions): Promise<number> {
  const { config } = await findConfig(options.config);
  const found = await controlClient(config.admin.socket).addresses(user, start ?? "");
  if (found === undefined) throw new OperatorError(`addresses ${user}: there is no user of that name`);
  const rows = found.map(({ address, times, lastMs }) => [address, String(times), new Date(lastMs).toISOString()]);
  if (options.json) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  else if (rows.length === 0) process.stdout.write("no addresses; smtpsvr.lua collects them where it sets AddUserAddresses\n");
  else process.stdout.write(textTable([["ADDRESS", "TIMES", "LAST"], ...rows], process.stdout.columns ?? 0));
  return EXIT.ok;
}
