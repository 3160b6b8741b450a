/** The host's files, and what using them costs. */
import { charge } from "../budget.ts";
import { granted, type HostFiles } from "../host.ts";
import { rt } from "../machine.ts";
import { checkSafety } from "./safety.ts";

/** Units of fuel for what the system does for a name: it looks at each folder on the way. */
const NAME_FUEL = 500;

/** Units for a call of the system that needs no name, and bytes that are written for one more: what a hook call may use must not fill a disk. */
const CALL_FUEL = 10;
const BYTES_WRITTEN = 4;

export function chargeWrite(bytes: number): void {
  charge(CALL_FUEL + Math.ceil(bytes / BYTES_WRITTEN));
}

export function chargeSeek(): void {
  charge(CALL_FUEL);
}

/** For the function `what` (`io.open`), which the safety mode disables. */
export function filesUsable(what: string): HostFiles {
  checkSafety(what);
  return filesGranted(what);
}

/** For one that it does not disable. */
export function filesGranted(what: string): HostFiles {
  const files = granted(rt.realm.host.files, what);
  charge(NAME_FUEL);
  return files;
}
