import type { Clock, ConnectContext } from '@access-account/contract';
import { AccessToken, type EntraCredentials } from './access-token.ts';
import { readClientCertificate } from './client-certificate.ts';
import { DomainMemory } from './domain-memory.ts';
import type { EntraConfig } from './entra-config.ts';
import { GraphRequests } from './graph-requests.ts';

/** What every operation works with. */
export interface EntraClient {
  readonly config: EntraConfig;
  readonly system: string;
  readonly requests: GraphRequests;
  readonly token: AccessToken;
  readonly domainMemory: DomainMemory;
  readonly credentials: EntraCredentials;
  readonly clock: Clock;
  close(): void;
}

/** Asks nothing yet: an Entra ID that is down at start is only late. */
export function connectEntra(config: EntraConfig, context: ConnectContext): EntraClient {
  const { fetch, clock } = context;
  const closed = new AbortController();
  const lifetime = AbortSignal.any([closed.signal, context.signal]);
  const { displayName: system, authorityUrl, graphUrl, tenantId, clientId } = config;
  const credentials = credentialsOf(config);
  const shared = { system, graphUrl, fetch, clock, lifetime };
  const token = new AccessToken({ ...shared, authorityUrl, tenantId, clientId, credentials });
  const requests = new GraphRequests({ ...shared, token });
  const domainMemory = new DomainMemory({ requests, config, clock });
  return { config, system, requests, token, domainMemory, credentials, clock, close: () => closed.abort() };
}

function credentialsOf(config: EntraConfig): EntraCredentials {
  if (config.authentication === 'client-secret') return { kind: 'secret', clientSecret: config.clientSecret };
  const { displayName: system, certificate, privateKey } = config;
  return {
    kind: 'certificate',
    certificate: readClientCertificate({ system, certificate, privateKey: privateKey.reveal() }),
  };
}
