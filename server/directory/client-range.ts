/** Address ranges of clients: `10.0.0.0/8`, `2001:db8::/32`, or single addresses (RFC 4632, RFC 4291 §2.3). */
import { BlockList, isIP } from "node:net";

/** The ranges as one list. Throws an `Error` that names the first entry that is no address or range. */
export function clientRanges(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", bits, ...more] = range.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    const width = family === "ipv6" ? 128 : 32;
    const prefix = bits === undefined ? width : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
    if (isIP(address) === 0 || more.length > 0 || prefix < 0 || prefix > width) {
      throw new Error(`expected an address or a range such as 10.0.0.0/8, found "${range}"`);
    }
    list.addSubnet(address, prefix, family);
  }
  return list;
}

/** Whether an address is in one of the ranges. An IPv4 address in IPv6 clothes (`::ffff:10.0.0.1`) counts as IPv4. */
export function isInRanges(ranges: BlockList, address: string): boolean {
  const bare = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  const version = isIP(bare);
  return version !== 0 && ranges.check(bare, version === 6 ? "ipv6" : "ipv4");
}
