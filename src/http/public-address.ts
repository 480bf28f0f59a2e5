import { BlockList, isIP } from "node:net";

/**
 * Whether an address is one of the public internet, so that nothing of ours can stand behind it.
 * It takes the address of a connection: other spellings (`0x7f.1`, `2130706433`) are for URLs, and
 * are no addresses here. Everything that is not known to be public is not.
 * https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !SPECIAL_V4.check(address, "ipv4");
    case 6:
      return PUBLIC_V6.check(address, "ipv6") && !SPECIAL_V6.check(address, "ipv6");
    default:
      return false;
  }
}

/**
 * Whether the host of a URL may be one of the public internet, as far as its name tells. What a name
 * stands for shows only when it is connected to.
 */
export function isPublicHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$|\.$/g, "");
  if (isIP(host)) return isPublicAddress(host);
  return host.includes(".") && !/\.(localhost|local|internal|home\.arpa)$/.test(host);
}

const SPECIAL_V4_SUBNETS = [
  "0.0.0.0/8", // this network; 0.0.0.0 reaches this machine
  "10.0.0.0/8", // private
  "100.64.0.0/10", // shared by customers of a carrier
  "127.0.0.0/8", // this machine
  "168.63.129.16/32", // public by its number, but inside of every machine at Azure
  "169.254.0.0/16", // link-local, and the metadata of most clouds
  "172.16.0.0/12", // private
  "192.0.0.0/24", // protocol assignments
  "192.0.2.0/24", // documentation
  "192.88.99.0/24", // relays of 6to4
  "192.168.0.0/16", // private
  "198.18.0.0/15", // benchmarks
  "198.51.100.0/24", // documentation
  "203.0.113.0/24", // documentation
  "224.0.0.0/4", // multicast
  "240.0.0.0/4", // reserved, and broadcast
];

/** NAT64: an IPv4 address in the last 32 bits, which is what decides. */
const NAT64 = "64:ff9b::";

/** What is left out with `::/3`: loopback, and IPv4 written as `::a.b.c.d` or `::ffff:a.b.c.d`. */
const PUBLIC_V6_SUBNETS = ["2000::/3", `${NAT64}/96`];

const SPECIAL_V6_SUBNETS = [
  "2001::/23", // protocol assignments; Teredo carries an IPv4 address
  "2001:db8::/32", // documentation
  "2002::/16", // 6to4 carries an IPv4 address
  "3fff::/20", // documentation
  ...SPECIAL_V4_SUBNETS.map((subnet) => {
    const [network, prefix] = subnet.split("/");
    return `${NAT64}${network}/${96 + Number(prefix)}`;
  }),
];

// A list of its own for each: a block list takes 8.8.8.8 for ::ffff:8.8.8.8, and finds it in ::/3.
const SPECIAL_V4 = listOf("ipv4", SPECIAL_V4_SUBNETS);
const PUBLIC_V6 = listOf("ipv6", PUBLIC_V6_SUBNETS);
const SPECIAL_V6 = listOf("ipv6", SPECIAL_V6_SUBNETS);

function listOf(family: "ipv4" | "ipv6", subnets: string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = "", prefix] = subnet.split("/");
    list.addSubnet(network, Number(prefix), family);
  }
  return list;
}
