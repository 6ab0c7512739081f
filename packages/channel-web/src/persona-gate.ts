import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { ConnectContext, RawRequest } from '@access-account/contract';
import type { WebConfig } from './web-config.ts';

/** Why a request may not act as a persona, and what to do about it. */
export interface PersonaRefusal {
  readonly summary: string;
  readonly remedy: string;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const isLoopbackAddress = (address: string) =>
  (isIPv4(address) && loopback.check(address, 'ipv4')) || (isIPv6(address) && loopback.check(address, 'ipv6'));

function isLoopbackHost(host: string): boolean {
  const url = URL.parse(`http://${host}`);
  if (url === null || url.host === '' || url.username !== '' || url.pathname !== '/') return false;
  const name = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name.endsWith('.localhost') || isLoopbackAddress(name);
}

export const personasAreOn = (config: WebConfig, context: ConnectContext) =>
  config.signIn === undefined && (config.personas ?? context.sandbox);

export interface PersonaGateOptions {
  readonly config: WebConfig;
  readonly context: ConnectContext;
  readonly request: RawRequest;
}

/**
 * A persona is a person without a password: only somebody sitting at this machine may be one. Answers why not, or undefined.
 * The forwarding headers catch a reverse proxy on loopback, the Host header a name that an outsider's DNS points here.
 */
export function personaGate({ config, context, request }: PersonaGateOptions): PersonaRefusal | undefined {
  if (!personasAreOn(config, context)) {
    return {
      summary:
        'Nobody can sign in to this chat yet: personas are for a sandbox, and no other way to sign in is set up.',
      remedy: `Use another channel, or set up connectors.${context.name}.config.signIn.`,
    };
  }
  const isForwarded = [...request.headers.keys()].some(
    (name) => name === 'forwarded' || name === 'x-real-ip' || name.startsWith('x-forwarded-'),
  );
  if (isForwarded || !isLoopbackAddress(request.remoteAddress)) {
    return {
      summary: 'Personas work only from the machine the server runs on, without a proxy in between.',
      remedy: 'Open the chat in a browser on that machine.',
    };
  }
  if (!isLoopbackHost(request.headers.get('host') ?? '')) {
    return {
      summary: 'Personas work only under a loopback name.',
      remedy: 'Open the chat as http://localhost or http://127.0.0.1 with the same port.',
    };
  }
  return undefined;
}
