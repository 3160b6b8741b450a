/**
 * The directory as scripts see it (VPOP3.md §6.1): byte strings outside, Unicode text inside.
 */
import type { ExpandedAddress, HostSettings, HostUsers } from "../../runtime/host.ts";
import { bytesOf, textOf } from "./byte-text.ts";
import type { Directory, ExpandedTarget } from "./directory.ts";

/** Names and settings of users for `VPOP3.*`; changes are on the disk when the promise fulfils. */
export function hostUsers(directory: Directory): HostUsers {
  return {
    list: () => directory.userNames().map(bytesOf),
    getSetting: (user, name) => optionalBytes(directory.userSetting(textOf(user), textOf(name))),
    setSetting: (user, name, value) => directory.setUserSetting(textOf(user), textOf(name), textOf(value)),
    expandAddress: (address) => directory.expand(textOf(address)).map(expandedAddress),
  };
}

/** Global settings, as `hostUsers`; a setting that does not exist cannot be made. */
export function hostSettings(directory: Directory): HostSettings {
  return {
    get: (name) => optionalBytes(directory.setting(textOf(name))),
    set: (name, value) => directory.setSetting(textOf(name), textOf(value)),
  };
}

function expandedAddress({ name, kind }: ExpandedTarget): ExpandedAddress {
  return { name: bytesOf(name), list: kind === "list", deferredExpansion: false, remote: kind === "remote", forwarded: false };
}

function optionalBytes(unicode: string | undefined): string | undefined {
  return unicode === undefined ? undefined : bytesOf(unicode);
}
