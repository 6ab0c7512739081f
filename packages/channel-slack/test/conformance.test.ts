import { channelConformance, fakeClock } from '@access-account/testkit';
import type { SlackFake } from '../src/fake/index.ts';
import { slackConnector } from '../src/index.ts';
import { slackByOneWay } from './slack-by-one-way.ts';
import { slackWorld, startSlack } from './slack-world.ts';

describe.each(['http', 'socket'] as const)('events by %s', (way) => {
  const clock = fakeClock();
  let slack: SlackFake;
  beforeAll(async () => {
    slack = await startSlack(clock);
  });
  afterAll(() => slack.close());

  channelConformance({
    runner: { describe, test: (name, run) => (/exactly its operations/.test(name) ? undefined : test(name, run)) },
    connector: slackByOneWay(way),
    world: slackWorld({ way, slack: () => slack, clock }),
  });
});

test('the definition names permissions and idempotency for exactly its operations', () => {
  const names = [
    'conversation.open',
    'event.listen',
    'message.send',
    'message.update',
    'person.resolve',
    'webhook.receive',
  ];
  expect(Object.keys(slackConnector.permissions).toSorted()).toEqual(names);
  expect(Object.keys(slackConnector.idempotency).toSorted()).toEqual(names);
});
