import { domainToASCII } from 'node:url';

/** RFC 5321, 4.5.3.1. */
const longest = 254;

/**
 * A mail address as it is compared: in small letters, the domain as DNS has it. Only plain ASCII before the @: directories
 * take letters that look alike for the same, and an address decides who somebody is. Undefined: it is none.
 */
export function mailAddress(written: string): string | undefined {
  const at = written.lastIndexOf('@');
  const local = written.slice(0, at);
  const domain = domainToASCII(written.slice(at + 1)).toLowerCase();
  const isAddress =
    at > 0 &&
    /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(local) &&
    /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(domain) &&
    written.length <= longest;
  return isAddress ? `${local.toLowerCase()}@${domain}` : undefined;
}

/** The domain of an address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
