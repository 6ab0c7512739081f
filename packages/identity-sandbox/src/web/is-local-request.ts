import { isIP } from 'node:net';
import type { RawRequest } from '@access-account/contract';

const forwardingHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'];

export interface LocalRequestOptions {
  readonly request: RawRequest;
  readonly publicUrl: string;
}

/**
 * Whether a browser or tool on this very machine asks, not a proxy and not another site's page:
 * the sandbox shows its passwords, so nobody else may see it or mistype in it.
 */
export function isLocalRequest({ request, publicUrl }: LocalRequestOptions): boolean {
  const { headers, remoteAddress } = request;
  const site = headers.get('sec-fetch-site') ?? 'none';
  const isNavigation = request.method === 'GET' && headers.get('sec-fetch-mode') === 'navigate';
  return (
    isLoopback(remoteAddress) &&
    !forwardingHeaders.some((name) => headers.has(name)) &&
    isOurHost(headers.get('host') ?? '', publicUrl) &&
    (site === 'same-origin' || site === 'none' || isNavigation)
  );
}

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '');
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

/** A foreign name that was made to resolve to this machine is still foreign. */
function isOurHost(host: string, publicUrl: string): boolean {
  const url = `http://${host}`;
  if (!URL.canParse(url)) return false;
  const hostname = new URL(url).hostname.replace(/^\[|\]$/g, '');
  return hostname === 'localhost' || isLoopback(hostname) || hostname === new URL(publicUrl).hostname;
}
