import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ChannelOperationSet, InboundEvent, InboundOutcome, Listening } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { type ChannelConformanceOptions, withChannelSubject } from './channel-subject.ts';
import { hostileTexts } from './payload-classes.ts';

/** What `event.listen` promises. */
export function listenForEventsConformance<Config, Client, Operations extends ChannelOperationSet>({
  runner,
  connector,
  world,
}: ChannelConformanceOptions<Config, Client, Operations>): void {
  const push = world.push?.bind(world);
  const breakOff = world.breakOff?.bind(world);
  if (push === undefined || breakOff === undefined) return;
  // What is pressed on a page of the product does not come by the channel.
  const onPages = connector.features.buttons === 'pages';
  runner.describe('event.listen', () => {
    runner.test(
      'texts and pressed buttons arrive as they were, and are acknowledged once they are stored (I, J)',
      async () => {
        await withChannelSubject({ connector, world }, async ({ operations, reach }) => {
          const user = await world.newUser();
          const { conversation } = await reach(user);
          const ear = await listen(operations);
          for (const text of ['unlock my account', ...hostileTexts]) {
            assert.equal(await push(user, { id: randomUUID(), content: { text } }), true);
            const event = ear.heard.at(-1);
            assert.equal(event?.kind === 'text' && event.text, text);
            assert.deepEqual(event?.user, user.user);
            assert.deepEqual(event.conversation, conversation);
          }
          if (!onPages) {
            const token = randomUUID();
            assert.equal(await push(user, { id: randomUUID(), content: { choice: token } }), true);
            const event = ear.heard.at(-1);
            assert.equal(event?.kind === 'choice' && event.token, token);
          }
          await ear.leave();
        });
      },
    );

    runner.test('what could not be stored is not acknowledged, and comes again with the id it had (J)', async () => {
      await withChannelSubject({ connector, world }, async ({ operations }) => {
        const user = await world.newUser();
        const ear = await listen(operations, { failures: 1 });
        const post = { id: randomUUID(), content: { text: 'hello' } };
        assert.equal(await push(user, post), false);
        assert.equal(await push(user, { ...post, repeated: true }), true);
        const [first, second, ...others] = ear.heard;
        assert.equal(first?.id, second?.id);
        assert.deepEqual(others, []);
        await ear.leave();
      });
    });

    runner.test('a refusal is acknowledged: it would be refused again (J)', async () => {
      await withChannelSubject({ connector, world }, async ({ operations }) => {
        const user = await world.newUser();
        const message = { text: 'That button is not valid any more.', locale: 'en' };
        const ear = await listen(operations, { outcome: { status: 'refused', reason: 'unknown-choice', message } });
        const content = onPages ? { text: 'hello' } : { choice: randomUUID() };
        assert.equal(await push(user, { id: randomUUID(), content }), true);
        await ear.leave();
      });
    });

    runner.test('a break is told, and listening again goes on (L)', async () => {
      await withChannelSubject({ connector, world }, async ({ operations }) => {
        const user = await world.newUser();
        const first = await listen(operations);
        await breakOff();
        await first.ended;
        const second = await listen(operations);
        assert.equal(await push(user, { id: randomUUID(), content: { text: 'still there?' } }), true);
        assert.equal(second.heard.length, 1);
        assert.equal(first.heard.length, 0);
        await second.leave();
      });
    });
  });
}

interface Ear {
  readonly heard: readonly InboundEvent[];
  readonly ended: Promise<void>;
  leave(): Promise<void>;
}

interface ListenOptions {
  /** Events that cannot be stored, the first ones. */
  readonly failures?: number;
  readonly outcome?: InboundOutcome;
}

async function listen(operations: ChannelOperationSet, options: ListenOptions = {}): Promise<Ear> {
  const { outcome = { status: 'accepted', event: randomUUID() } } = options;
  let { failures = 0 } = options;
  const heard: InboundEvent[] = [];
  const leaving = new AbortController();
  const open = operations['event.listen'];
  assert.ok(open, 'event.listen is not offered');
  const deliver = async (events: readonly InboundEvent[]) => {
    heard.push(...events);
    failures -= 1;
    if (failures >= 0) throw new Error('The database is away.');
    return events.map(() => outcome);
  };
  const { ended }: Listening = await open({ deliver, signal: leaving.signal }, fakeCall());
  return {
    heard,
    ended,
    leave: async () => {
      leaving.abort();
      await ended;
    },
  };
}
