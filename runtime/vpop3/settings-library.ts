/**
 * Settings, users and addresses: the part of the table `VPOP3` that is always there.
 *
 * Governing text: VPOP3.md §6.1.
 */
import { chargeMemory } from "../budget.ts";
import { type ExpandedAddress, granted } from "../host.ts";
import { checkInteger, checkString } from "../lib/arguments.ts";
import { chargeWrite } from "../lib/file-access.ts";
import { type Library, VPOP3 } from "../lib/library.ts";
import { usable } from "../lib/safety.ts";
import { rt } from "../machine.ts";
import { pair } from "../results.ts";
import { LuaTable } from "../table.ts";
import type { Result, Value } from "../value.ts";
import { eventually } from "./eventually.ts";

/** `true, value`, or `false, nil`. */
function GetSetting(name?: Value): Result {
  const setting = checkString(name, 1, "GetSetting", arguments.length);
  const settings = usable(rt.realm.host.settings, "VPOP3.GetSetting");
  return eventually(settings.get(setting), (value) => pair(value !== undefined, value));
}

function SetSetting(name?: Value, value?: Value): Result {
  const count = arguments.length;
  const setting = checkString(name, 1, "SetSetting", count);
  const text = checkString(value, 2, "SetSetting", count);
  const settings = usable(rt.realm.host.settings, "VPOP3.SetSetting");
  chargeWrite(text.length);
  return eventually(settings.set(setting, text), (exists) => exists);
}

function GetUserList(): Result {
  const users = granted(rt.realm.host.users, "VPOP3.GetUserList");
  return eventually(users.list(), (names) => {
    chargeMemory(16 * names.length);
    return LuaTable.list([...names]);
  });
}

/** One value, unlike GetSetting (VPOP3.md §9 C10). */
function GetUserSetting(user?: Value, name?: Value): Result {
  const count = arguments.length;
  const userName = checkString(user, 1, "GetUserSetting", count);
  const setting = checkString(name, 2, "GetUserSetting", count);
  const users = granted(rt.realm.host.users, "VPOP3.GetUserSetting");
  return eventually(users.getSetting(userName, setting), (value) => value);
}

function SetUserSetting(user?: Value, name?: Value, value?: Value): Result {
  const count = arguments.length;
  const userName = checkString(user, 1, "SetUserSetting", count);
  const setting = checkString(name, 2, "SetUserSetting", count);
  const text = checkString(value, 3, "SetUserSetting", count);
  const users = granted(rt.realm.host.users, "VPOP3.SetUserSetting");
  chargeWrite(text.length);
  return eventually(users.setSetting(userName, setting, text), (exists) => exists);
}

/** The collector that stands for mail received over SMTP. */
const SMTP = -1;

function ExpandAddress(address?: Value, inMail?: Value): Result {
  const text = checkString(address, 1, "ExpandAddress", arguments.length);
  const index = inMail === undefined ? SMTP : checkInteger(inMail, 2, "ExpandAddress");
  const users = granted(rt.realm.host.users, "VPOP3.ExpandAddress");
  return eventually(users.expandAddress(text, index), (found) => LuaTable.list(found.map(row)));
}

function row({ name, list, deferredExpansion, remote, forwarded }: ExpandedAddress): LuaTable {
  const table = LuaTable.record({ Name: name, List: list });
  if (list) table.set("DeferredExpansion", deferredExpansion);
  table.set("Remote", remote);
  table.set("Forwarded", forwarded);
  return table;
}

export const SETTINGS: Library = [
  ["ExpandAddress", VPOP3, ExpandAddress],
  ["GetSetting", VPOP3, GetSetting],
  ["GetUserList", VPOP3, GetUserList],
  ["GetUserSetting", VPOP3, GetUserSetting],
  ["SetSetting", VPOP3, SetSetting],
  ["SetUserSetting", VPOP3, SetUserSetting],
];
