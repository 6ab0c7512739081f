import { isIP } from 'node:net';

/** Addresses that begin alike: `10.0.0.0/8`; a single one is a range of one. */
export interface AddressRange {
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
  /** Bits that are the same; never 0, which would be everybody. */
  readonly prefix: number;
}

/** Reads an IP address, or a range in CIDR notation. Undefined: it is neither, or it is everybody. */
export function readAddressRange(text: string): AddressRange | undefined {
  const [address = '', length, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || address.includes('%')) return undefined;
  const longest = version === 4 ? 32 : 128;
  if (length !== undefined && !/^[1-9]\d{0,2}$/.test(length)) return undefined;
  const prefix = length === undefined ? longest : Number(length);
  return prefix > longest ? undefined : { address, family: version === 4 ? 'ipv4' : 'ipv6', prefix };
}
