/**
 * What is allowed in a configuration and most likely a slip: names that lead nowhere. The server starts all the same and tells of it, for mail would find
 * out only later.
 */
import { nearestName } from "../compiler/check/nearest-name.ts";
import { scriptNameOf } from "../runtime/vpop3/contract.ts";
import type { Config } from "./config.ts";
import type { Directory } from "./directory/directory.ts";
import type { ScriptSet } from "./scripts/script-source.ts";

/** One text each: path, what was expected, what was found, what becomes of it. `scripts` are those that are served at the start. */
export function configDoubts(config: Config, directory: Directory, scripts: ScriptSet): readonly string[] {
  return [
    ...aliasDoubts(config, directory),
    ...postmasterDoubts(config, directory),
    ...passwordDoubts(config, directory),
    ...serviceDoubts(config, scripts),
  ];
}

function aliasDoubts({ directory: { aliases } }: Config, directory: Directory): readonly string[] {
  const names = [...directory.userNames(), ...Object.keys(aliases)];
  const known = [...names, ...names.map((name) => directory.addressOf(name))];
  return Object.entries(aliases).flatMap(([alias, targets]) => {
    const path = `directory.aliases[${JSON.stringify(alias)}]`;
    const reaches = directory.reachesSomebody(alias);
    const end = reaches ? "only the others get its mail" : "mail for it is refused";
    const unknown = targets.filter((target) => directory.destination(target).kind === "unknown");
    if (unknown.length === 0) return reaches ? [] : [`${path}: leads to nobody; ${end}`];
    return unknown.map(
      (target) =>
        `${path}: expected users, aliases or addresses of other servers, found ${JSON.stringify(target)}; ${end}${meant(nearestName(target, known))}`,
    );
  });
}

function postmasterDoubts({ directory: { postmaster, users } }: Config, directory: Directory): readonly string[] {
  if (postmaster === "" || directory.userName(postmaster) !== undefined) return [];
  const instead = users[0] === undefined ? "nobody" : `the first user, ${JSON.stringify(users[0].name)},`;
  const near = meant(nearestName(postmaster, directory.userNames()));
  return [
    `directory.postmaster: expected a user, found ${JSON.stringify(postmaster)}${near}; ${instead} gets mail for postmaster`,
  ];
}

/** Where a login is required and nobody has one, no client can send mail. */
function passwordDoubts({ services }: Config, directory: Directory): readonly string[] {
  if (directory.takesPasswords()) return [];
  return services.flatMap(({ authentication }, i) =>
    authentication === "required"
      ? [`services[${i}].authentication: "required", but no user has a password: nobody can send mail`]
      : [],
  );
}

/** Services that share a number share rules and scripts, which may be wanted. */
function serviceDoubts({ services, rules }: Config, scripts: ScriptSet): readonly string[] {
  const ids = [...new Set(services.map(({ id }) => id))];
  const have = `; services have ${ids.join(", ")}`;
  const alike = services.flatMap(({ id, name }, i) => {
    const first = services.findIndex((other) => other.id === id && other.name === name);
    return first === i
      ? []
      : [
          `services[${i}]: has the id ${id} and the name "${name}" of services[${first}]; scripts and the log cannot tell them apart`,
        ];
  });
  const idle = rules.flatMap(({ service, name }, i) =>
    service === 0 || ids.includes(service)
      ? []
      : [`rules[${i}].service: no service has the id ${service}${have}; the rule "${name}" is never tried`],
  );
  const uncalled = scripts.scripts.flatMap(({ name }) => {
    const number = scriptNameOf(name)?.number;
    return number === undefined || ids.includes(number)
      ? []
      : [`${name} is never called: no service has the id ${number}${have}`];
  });
  return [...alike, ...idle, ...uncalled];
}

function meant(name: string | undefined): string {
  return name === undefined ? "" : `; did you mean ${JSON.stringify(name)}?`;
}
