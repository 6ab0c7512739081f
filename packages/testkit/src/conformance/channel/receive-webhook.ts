import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ChannelOperationSet, InboundOutcome, ReceiveWebhook } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { type ChannelConformanceOptions, withChannelSubject } from './channel-subject.ts';
import { refusalMessage } from './channel-world.ts';
import { hostileTexts } from './payload-classes.ts';

/** What `webhook.receive` promises. */
export function receiveWebhookConformance<Config, Client, Operations extends ChannelOperationSet>({
  runner,
  connector,
  world,
}: ChannelConformanceOptions<Config, Client, Operations>): void {
  runner.describe('webhook.receive', () => {
    runner.test('a text arrives word for word, from the person who wrote it (I)', async () => {
      await withChannelSubject({ connector, world }, async ({ operations, reach }) => {
        const user = await world.newUser();
        const { conversation } = await reach(user);
        for (const text of ['unlock my account', ...hostileTexts]) {
          const request = await world.post(user, { id: randomUUID(), content: { text } });
          const { events } = await receive(operations)(request, fakeCall());
          const [event, ...others] = events;
          assert.deepEqual(others, []);
          assert.equal(event?.kind, 'text');
          assert.equal(event.text, text);
          assert.deepEqual(event.user, user.user);
          assert.deepEqual(event.conversation, conversation);
          assert.ok(!Number.isNaN(Date.parse(event.at)));
        }
      });
    });

    runner.test('a pressed button brings its token back as it was (I)', async () => {
      await withChannelSubject({ connector, world }, async ({ operations }) => {
        const user = await world.newUser();
        const token = randomUUID();
        const request = await world.post(user, { id: randomUUID(), content: { choice: token } });
        const { events } = await receive(operations)(request, fakeCall());
        assert.deepEqual(
          events.map((event) => event.kind === 'choice' && event.token),
          [token],
        );
      });
    });

    runner.test('a redelivery has the id of the first, another event another (J)', async () => {
      await withChannelSubject({ connector, world }, async ({ operations }) => {
        const user = await world.newUser();
        const seen = new Set<string>();
        const idsOf = async (id: string) => {
          const request = await world.post(user, { id, content: { text: 'hello' }, repeated: seen.has(id) });
          seen.add(id);
          const { events } = await receive(operations)(request, fakeCall());
          return events.map((event) => event.id);
        };
        const [first, second] = [randomUUID(), randomUUID()];
        assert.deepEqual(await idsOf(first), await idsOf(first));
        assert.notDeepEqual(await idsOf(first), await idsOf(second));
      });
    });

    runner.test('accepted and repeated get the same good answer (J)', async () => {
      await withChannelSubject({ connector, world }, async ({ operations }) => {
        const user = await world.newUser();
        const post = { id: randomUUID(), content: { text: 'hello' } };
        const event = randomUUID();
        const answers = [];
        for (const status of ['accepted', 'repeated'] as const) {
          const receipt = await receive(operations)(await world.post(user, post), fakeCall());
          answers.push(await receipt.respond([{ status, event }]));
        }
        assert.ok(answers.every(({ status }) => status >= 200 && status < 300));
        assert.deepEqual(answers[1], answers[0]);
      });
    });

    for (const reason of ['unknown-choice', 'already-answered', 'invalid', 'unknown-person'] as const) {
      runner.test(`a refusal (${reason}) is answered, and is not an error of ours (J)`, async () => {
        await withChannelSubject({ connector, world }, async ({ operations }) => {
          const user = await world.newUser();
          const request = await world.post(user, { id: randomUUID(), content: { choice: randomUUID() } });
          const outcome: InboundOutcome = { status: 'refused', reason, message: refusalMessage };
          const answer = await (await receive(operations)(request, fakeCall())).respond([outcome]);
          assert.ok(answer.status >= 200 && answer.status < 500, `answered ${answer.status}`);
        });
      });
    }

    runner.test('what is not authentic or not understood is refused and carries no events (K)', async () => {
      await withChannelSubject({ connector, world }, async ({ operations }) => {
        const bad = await world.badRequests(await world.newUser());
        assert.ok(bad.length > 0, 'the world knows no bad request');
        for (const { name, request } of bad) {
          const { events, respond } = await receive(operations)(request, fakeCall());
          assert.deepEqual(events, [], name);
          const { status } = await respond([]);
          assert.ok(status >= 400 && status < 500, `${name}: answered ${status}`);
        }
      });
    });
  });
}

function receive(operations: ChannelOperationSet): ReceiveWebhook {
  const operation = operations['webhook.receive'];
  assert.ok(operation, 'webhook.receive is not offered');
  return operation;
}
