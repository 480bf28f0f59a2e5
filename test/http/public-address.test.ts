import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPublicAddress, isPublicHost } from "../../src/http/public-address.ts";

describe("an address behind which something of ours can stand is not public", () => {
  test.each([
    ["this machine", ["127.0.0.1", "127.1.2.3", "127.255.255.255", "::1"]],
    ["no address in particular", ["0.0.0.0", "0.1.2.3", "::"]],
    ["a private network", ["10.0.0.1", "10.255.255.255", "192.168.0.1", "192.168.255.255"]],
    ["its middle range, to both ends", ["172.16.0.0", "172.20.1.1", "172.31.255.255"]],
    ["a private network of IPv6", ["fc00::1", "fd00::1", "fdff:ffff::1", "fd00:ec2::254"]],
    ["link-local", ["169.254.0.1", "169.254.169.254", "fe80::1", "febf::1", "fe80::1%eth0"]],
    ["a site of old", ["fec0::1"]],
    ["a carrier's customers", ["100.64.0.1", "100.100.100.200", "100.127.255.255"]],
    ["the host of a machine at Azure", ["168.63.129.16"]],
    [
      "protocol assignments",
      ["192.0.0.1", "192.0.0.192", "192.88.99.1", "2001:2::1", "2001:20::1"],
    ],
    ["benchmarks", ["198.18.0.1", "198.19.255.255"]],
    ["documentation", ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"]],
    ["multicast", ["224.0.0.1", "239.255.255.255", "ff02::1"]],
    ["reserved", ["240.0.0.1", "255.255.255.255", "100::1", "4000::1", "5f00::1", "8000::1"]],
    ["IPv4 mapped into IPv6", ["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1"]],
    ["the same of a public one: nobody needs it", ["::ffff:8.8.8.8"]],
    ["IPv4 in the last bits", ["::127.0.0.1", "::7f00:1", "::8.8.8.8", "::ffff:0:127.0.0.1"]],
    ["NAT64 to a private one", ["64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe"]],
    ["NAT64 of a network's own", ["64:ff9b:1::808:808"]],
    ["6to4", ["2002:7f00:1::", "2002:a00:1::1", "2002:808:808::1"]],
    ["Teredo", ["2001::1", "2001:0:7f00:1::"]],
  ])("%s", (_name, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });

  test.each([
    "",
    "localhost",
    "2130706433",
    "0x7f.1",
    "127.1",
    "0177.0.0.1",
    "[::1]",
    "8.8.8.8:80",
  ])("and %j is no address", (text) => {
    expect(isPublicAddress(text)).toBe(false);
  });
});

test("an address of the internet is public, right up to the ranges that are not", () => {
  const addresses = [
    ["1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0"],
    ["126.255.255.255", "128.0.0.0", "168.63.129.15", "168.63.129.17", "169.253.255.255"],
    ["169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255"],
    ["192.169.0.0", "198.17.255.255", "198.20.0.0", "203.0.112.255", "203.0.114.0"],
    ["223.255.255.255", "2001:200::1", "2001:4860:4860::8888", "2001:db9::1", "2003::1"],
    ["2606:4700::1111", "2a00:1450::1", "3ffe:ffff::1", "64:ff9b::8.8.8.8"],
  ].flat();
  expect(addresses.filter((address) => !isPublicAddress(address))).toEqual([]);
});

test("IPv4 counts for the same under NAT64, and for nothing in any other form of IPv6", () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(isPublicAddress(`64:ff9b::${address}`)).toBe(isPublicAddress(address));
      expect(isPublicAddress(`::ffff:${address}`)).toBe(false);
      expect(isPublicAddress(`::${address}`)).toBe(false);
    }),
  );
});

test("a host that its name tells to be private is not public", () => {
  const isPrivate = [
    ["localhost", "localhost.", "printer", "nas.local", "db.internal", "router.home.arpa"],
    ["127.0.0.1", "10.0.0.5", "[::1]", "[fd00::1]", "169.254.169.254", "app.localhost"],
  ].flat();
  expect(isPrivate.filter(isPublicHost)).toEqual([]);
  const isPublic = ["cdn.example.com", "cdn.example.com.", "8.8.8.8", "[2606:4700::1111]"];
  expect(isPublic.filter(isPublicHost)).toEqual(isPublic);
});
