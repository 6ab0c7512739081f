import type { Clock, ConnectContext } from '@access-account/contract';
import { AccessTokens } from './access-tokens.ts';
import { readSigningKey } from './client-assertion.ts';
import type { OktaConfig } from './okta-config.ts';
import { type OktaCredentials, OktaRequests } from './okta-requests.ts';
import { WalkMemory } from './walk-memory.ts';

/** What every operation works with. */
export interface OktaClient {
  readonly config: OktaConfig;
  readonly system: string;
  readonly requests: OktaRequests;
  readonly walkMemory: WalkMemory;
  readonly clock: Clock;
  close(): void;
}

/** Asks nothing yet: an Okta that is down at start is only late. */
export function connectOkta(config: OktaConfig, context: ConnectContext): OktaClient {
  const { fetch, clock } = context;
  const closed = new AbortController();
  const lifetime = AbortSignal.any([closed.signal, context.signal]);
  const { displayName: system, orgUrl } = config;
  const credentials = credentialsOf({ config, fetch, clock, lifetime });
  const requests = new OktaRequests({ system, orgUrl, credentials, fetch, clock, lifetime });
  const walkMemory = new WalkMemory({ requests, clock });
  return { config, system, requests, walkMemory, clock, close: () => closed.abort() };
}

interface CredentialsOptions extends Pick<ConnectContext, 'fetch' | 'clock'> {
  readonly config: OktaConfig;
  readonly lifetime: AbortSignal;
}

function credentialsOf({ config, fetch, clock, lifetime }: CredentialsOptions): OktaCredentials {
  if (config.authentication === 'api-token') return { kind: 'ssws', token: () => config.apiToken.reveal() };
  const { displayName: system, orgUrl, clientId, privateKey, keyId } = config;
  const signingKey = readSigningKey({ system, text: privateKey.reveal(), keyId });
  return { kind: 'tokens', tokens: new AccessTokens({ system, orgUrl, clientId, signingKey, fetch, clock, lifetime }) };
}
