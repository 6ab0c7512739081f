import { randomUUID } from 'node:crypto';
import type { ConnectContext } from '@access-account/contract';
import {
  type ChannelWorld,
  type FakeClock,
  fakeCall,
  fakeClock,
  fakeContext,
  memoryStore,
  rawRequest,
  type WorldPost,
  type WorldUser,
} from '@access-account/testkit';
import {
  badRequests,
  type FakeUser,
  type FakeUserKind,
  messageActivity,
  pressedActivity,
  sightOf,
  startTeamsFake,
  type TeamsFake,
} from '../src/fake/index.ts';
import { teamsConnector } from '../src/index.ts';
import { teamsConfig } from '../src/teams-config.ts';

export interface TeamsWorldOptions {
  /** The stand-in, once it is started. */
  readonly teams: () => TeamsFake;
  readonly clock: FakeClock;
}

/** The stand-in as the suite sees it. */
export function teamsWorld({ teams, clock }: TeamsWorldOptions): ChannelWorld {
  let count = 0;
  const store = memoryStore();
  const context = async (): Promise<ConnectContext> => fakeContext({ name: 'teams', clock, store });
  const add = (kind: FakeUserKind, hasApp: boolean): FakeUser => {
    count += 1;
    return teams().tenant.addUser({ login: `person-${count}@acme.test`, kind, hasApp });
  };
  const reference = ({ id }: FakeUser) => ({ id: `${teams().tenant.tenantId}/${id}` });
  const userOf = ({ user }: WorldUser): FakeUser => {
    const found = teams().tenant.users.get(user.id.split('/')[1] ?? '');
    if (found === undefined) throw new Error('There is no such user.');
    return found;
  };
  const activityOf = (user: WorldUser, { id, content }: WorldPost) => {
    const happened = { ...teams().happened(userOf(user)), id };
    return 'text' in content
      ? messageActivity({ ...happened, text: content.text })
      : pressedActivity({ ...happened, token: content.choice });
  };
  const request = (signed: ReturnType<TeamsFake['signed']>) => rawRequest({ path: 'messages', ...signed });

  return {
    config: async () => teams().config(),
    context,
    newUser: async () => {
      const user = add('member', false);
      return { login: user.login, email: user.email, user: reference(user) };
    },
    post: async (user, post) => request(teams().signed(activityOf(user, post))),
    badRequests: async (user) => badRequests(teams(), userOf(user)),
    outsiders: async () => {
      const kinds = ['guest', 'external', 'anonymous', 'disabled'] as const;
      const outsiders = kinds.map((kind) => ({ name: kind, user: add(kind, true) }));
      // Each has written once: that is how Teams tells of them.
      const connection = await teamsConnector.connect(teamsConfig.parse(teams().config()), await context());
      const receive = teamsConnector.operations(connection.client)['webhook.receive'];
      for (const { user } of outsiders) {
        const said = teams().signed(messageActivity({ ...teams().happened(user), text: 'hello' }));
        await receive(request(said), fakeCall());
      }
      await connection.close();
      const { tenantId } = teams().tenant;
      return [
        ...outsiders.map(({ name, user }) => ({ name, user: reference(user) })),
        { name: 'nobody', user: { id: `${tenantId}/${randomUUID()}` } },
        { name: 'a user of another tenant', user: { id: `${randomUUID()}/${outsiders[0]?.user.id}` } },
        { name: 'no user', user: { id: tenantId } },
      ];
    },
    fail: async (fault) => {
      const faults = {
        'rate-limited': { kind: 'too-many', seconds: 7 },
        unavailable: { kind: 'unavailable' },
        'answer-lost': { kind: 'lost' },
      } as const;
      teams().faults.plan(/^POST .*\/activities$/, faults[fault]);
    },
    shown: async (user) => {
      const { tenant } = teams();
      const { conversation } = userOf(user);
      return tenant.messages
        .filter((message) => message.conversation === conversation)
        .map(({ id, card, activity }) => {
          const { text, facts, links, mentions, buttons } = sightOf({
            card,
            entities: activity.entities,
            readsEverythingAsMarkdown: tenant.mutants.has('reads-everything-as-markdown'),
          });
          return { id, text, facts, links, mentions, choices: buttons.map(({ label, token }) => ({ label, token })) };
        });
    },
  };
}

export function startTeams(clock: FakeClock = fakeClock()): Promise<TeamsFake> {
  return startTeamsFake({ clock, fetch: globalThis.fetch });
}
