/**
 * What the parameters of MAIL and RCPT mean, checked. Unknown ones are refused unless a script has advertised them after EHLO.
 *
 * Governing text: RFC 1870 (SIZE), RFC 6152 (BODY), RFC 6531 (SMTPUTF8), RFC 3461 §4 (RET, ENVID, NOTIFY, ORCPT), RFC 4954 §5 (AUTH).
 */
import { decodeXtext } from "./path.ts";
import { type Reply, reply } from "./reply.ts";

export interface MailParameters {
  /** Bytes that the client announces. */
  readonly sizeBytes: number | undefined;
  readonly eightBit: boolean;
  readonly smtpUtf8: boolean;
  readonly ret: "FULL" | "HDRS" | undefined;
  readonly envid: string | undefined;
}

export interface RcptParameters {
  readonly notify: string | undefined;
  readonly orcpt: string | undefined;
}

const NO_WISHES: RcptParameters = { notify: undefined, orcpt: undefined };

const syntax = (detail: string): Reply => reply(501, "5.5.4", detail);

/** `advertised`: further keywords that EHLO named. Gives what they mean, or the reply that refuses them. */
export function mailParameters(parameters: ReadonlyMap<string, string>, advertised: ReadonlySet<string>): MailParameters | Reply {
  let sizeBytes: number | undefined;
  let eightBit = false;
  let smtpUtf8 = false;
  let ret: "FULL" | "HDRS" | undefined;
  let envid: string | undefined;
  for (const [name, value] of parameters) {
    switch (name) {
      case "SIZE":
        if (!/^[0-9]{1,20}$/.test(value)) return syntax("SIZE needs a number of bytes");
        sizeBytes = Number(value);
        break;
      case "BODY":
        if (!/^(?:7BIT|8BITMIME)$/i.test(value)) return syntax("BODY is 7BIT or 8BITMIME");
        eightBit = value.toUpperCase() === "8BITMIME";
        break;
      case "SMTPUTF8":
        if (value !== "") return syntax("SMTPUTF8 takes no value");
        smtpUtf8 = true;
        break;
      case "RET":
        if (!/^(?:FULL|HDRS)$/i.test(value)) return syntax("RET is FULL or HDRS");
        ret = value.toUpperCase() === "FULL" ? "FULL" : "HDRS";
        break;
      case "ENVID":
        envid = value.length <= 100 ? decodeXtext(value) : undefined;
        if (envid === undefined || envid === "") return syntax("ENVID needs at most 100 characters of xtext");
        break;
      case "AUTH":
        if (value !== "<>" && (value === "" || decodeXtext(value) === undefined)) return syntax("AUTH needs <> or xtext");
        break;
      default:
        if (!advertised.has(name)) return unknownParameter(name);
    }
  }
  return { sizeBytes, eightBit, smtpUtf8, ret, envid };
}

/**
 * What a script's new parameters (DoMAILFROM's result) change: how and under which id the sender wants to be told. Size, body type and
 * SMTPUTF8 are what the client said of its message, so they hold. A value that is none: the reply that a client would get for it.
 */
export function changedMailParameters(now: MailParameters, said: ReadonlyMap<string, string>): MailParameters | Reply {
  if (said.size === 0 && now.ret === undefined && now.envid === undefined) return now;
  const changed = mailParameters(named(said, ["RET", "ENVID"]), new Set());
  return "code" in changed ? changed : { ...now, ret: changed.ret, envid: changed.envid };
}

/** As `changedMailParameters`, for DoRCPTTO. */
export function changedRcptParameters(said: ReadonlyMap<string, string>): RcptParameters | Reply {
  return said.size === 0 ? NO_WISHES : rcptParameters(named(said, ["NOTIFY", "ORCPT"]), new Set());
}

/** The parameters of these names, whatever case a script wrote them in. */
function named(parameters: ReadonlyMap<string, string>, names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    [...parameters].map(([name, value]) => [name.toUpperCase(), value] as const).filter(([name]) => names.includes(name)),
  );
}

/** NOTIFY and ORCPT of RCPT (RFC 3461 §4.1, §4.2); 501 for what is malformed, 555 for names that are not `advertised`. */
export function rcptParameters(parameters: ReadonlyMap<string, string>, advertised: ReadonlySet<string>): RcptParameters | Reply {
  let notify: string | undefined;
  let orcpt: string | undefined;
  for (const [name, value] of parameters) {
    switch (name) {
      case "NOTIFY":
        notify = value.toUpperCase();
        if (notify !== "NEVER" && !/^(?:SUCCESS|FAILURE|DELAY)(?:,(?:SUCCESS|FAILURE|DELAY))*$/.test(notify)) {
          return syntax("NOTIFY is NEVER or a list of SUCCESS, FAILURE, DELAY");
        }
        break;
      case "ORCPT": {
        const match = /^([A-Za-z0-9-]+);(.+)$/.exec(value.slice(0, 500));
        const address = match?.[2] === undefined ? undefined : decodeXtext(match[2]);
        if (match === null || address === undefined || value.length > 500) return syntax("ORCPT is type;xtext");
        orcpt = `${match[1]};${address}`;
        break;
      }
      default:
        if (!advertised.has(name)) return unknownParameter(name);
    }
  }
  return { notify, orcpt };
}

function unknownParameter(name: string): Reply {
  return reply(555, "5.5.4", `Parameter ${name} not recognised`);
}
