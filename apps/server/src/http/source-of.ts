import { BlockList, isIP, SocketAddress } from 'node:net';
import { readAddressRange } from '../config/address-range.ts';

/** What is looked at of a request. */
export interface Arrival {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** Where a request comes from, for whatever counts by source. Nothing may rest on it but counting: it shows nobody's identity. */
export type SourceOf = (request: Arrival) => string;

/**
 * The address of whoever connected; where that is a trusted proxy, the one it says it was asked by (`X-Forwarded-For`), from
 * right to left until the first that is no trusted proxy: what stands left of it is what that one says of itself. No other
 * header is read, so that no name or scheme a client sends becomes ours.
 */
export function sourceOf(trustedProxies: readonly string[]): SourceOf {
  const trusted = new BlockList();
  for (const text of trustedProxies) {
    const range = readAddressRange(text);
    if (range !== undefined) trusted.addSubnet(range.address, range.prefix, range.family);
  }
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
  return ({ headers, socket }) => {
    let source = plain(socket.remoteAddress ?? '');
    if (source === undefined) return '';
    const hops = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').toReversed();
    for (const hop of hops) {
      if (!isTrusted(source)) break;
      const before = plain(hop);
      // What a trusted proxy did not understand is nobody's address: it comes from the proxy.
      if (before === undefined) break;
      source = before;
    }
    return counted(source);
  };
}

/** Without the port that some proxies add, and as IPv4 where it is one. */
function plain(text: string): string | undefined {
  const written = text.trim();
  const bare = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(written)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(written)?.[1] ?? written;
  const version = isIP(bare);
  if (version === 0) return undefined;
  if (version === 4) return bare;
  // One spelling for each, or an address would be as many sources as it has spellings.
  const { address } = new SocketAddress({ address: bare.replace(/%.*$/, ''), family: 'ipv6' });
  return /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1] ?? address;
}

/** Whoever has an IPv6 address has 2^64 of them: they are one source. */
function counted(address: string): string {
  if (isIP(address) === 4) return address;
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0');
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}
