import type { ConnectContext, InboundOutcome } from '@access-account/contract';
import { fakeCall, fakeContext, memoryStore, rawRequest } from '@access-account/testkit';
import type { TeamsFake } from '../src/fake/index.ts';
import { teamsConnector } from '../src/index.ts';
import { teamsConfig } from '../src/teams-config.ts';

export interface ConnectedOptions {
  readonly teams: TeamsFake;
  readonly clock: ConnectContext['clock'];
  readonly config?: object;
  readonly context?: Partial<ConnectContext>;
}

/** The connector against the stand-in, and a way to hand it what Teams sends. */
export async function connected({ teams, clock, config = {}, context = {} }: ConnectedOptions) {
  const connection = await teamsConnector.connect(
    teamsConfig.parse({ ...teams.config(), ...config }),
    fakeContext({ name: 'teams', clock, store: memoryStore(), ...context }),
  );
  const operations = teamsConnector.operations(connection.client);
  return {
    ...connection,
    operations,
    receive: (signed: ReturnType<TeamsFake['signed']>) =>
      operations['webhook.receive'](rawRequest({ path: 'messages', ...signed }), fakeCall()),
  };
}

export const accepted: InboundOutcome = { status: 'accepted', event: 'event-1' };
