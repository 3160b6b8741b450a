/** The host's files, and what using them costs. */
import { charge } from "../budget.ts";
import { granted, type HostFiles } from "../host.ts";
import { rt } from "../machine.ts";
import { checkSafety } from "./safety.ts";

/** Units of fuel for each name of a path: the host looks into each folder on the way. Paths that are longer than any system takes are not looked at. */
const NAME_FUEL = 500;
const LONGEST = 4096;

/** Units for a call of the system that needs no name, and bytes that are written for one more: what a hook call may use must not fill a disk. */
const CALL_FUEL = 10;
const BYTES_WRITTEN = 4;

/** The fuel for handing `bytes` bytes to the host. */
export function chargeWrite(bytes: number): void {
  charge(CALL_FUEL + Math.ceil(bytes / BYTES_WRITTEN));
}

/** The fuel for a call of the system that moves no bytes. */
export function chargeSeek(): void {
  charge(CALL_FUEL);
}

/** For the function `what` (`io.open`), which the safety mode disables, to be used with `path`. */
export function filesUsable(what: string, path: string): HostFiles {
  checkSafety(what);
  return filesGranted(what, path);
}

/** For one that it does not disable. */
export function filesGranted(what: string, path: string): HostFiles {
  const files = granted(rt.realm.host.files, what);
  charge(NAME_FUEL * (path.length > LONGEST ? 1 : path.split(/[\\/]/).length));
  return files;
}
