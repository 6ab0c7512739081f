import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ChannelOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { assertRejectsWith } from '../identity/assert-rejects-with.ts';
import { type ChannelConformanceOptions, withChannelSubject } from './channel-subject.ts';
import { hostileTexts } from './receive-webhook.ts';

/** What `person.resolve`, `conversation.open`, `message.send` and `message.update` promise. */
export function sendMessageConformance<Config, Client, Operations extends ChannelOperationSet>({
  runner,
  connector,
  world,
}: ChannelConformanceOptions<Config, Client, Operations>): void {
  runner.describe('messages', () => {
    runner.test('the person who is reached and the user who writes are the same', async () => {
      await withChannelSubject({ connector, world }, async ({ operations, reach }) => {
        const user = await world.newUser();
        const reached = await reach(user);
        const resolved = await operations['person.resolve'](user.user, fakeCall());
        assert.deepEqual(reached.user, user.user);
        assert.deepEqual(resolved?.user, user.user);
        assert.deepEqual(resolved.conversation, reached.conversation);
        assert.deepEqual(resolved.match, reached.match);
      });
    });

    runner.test('every text is shown word for word, in the order it was sent', async () => {
      await withChannelSubject({ connector, world }, async ({ operations, reach }) => {
        const user = await world.newUser();
        const { conversation } = await reach(user);
        for (const text of hostileTexts) {
          await operations['message.send']({ to: conversation, message: { text, locale: 'en' } }, fakeCall());
        }
        assert.deepEqual(
          (await world.shown(user)).map(({ text }) => text),
          hostileTexts,
        );
      });
    });

    runner.test('nobody else sees it', async () => {
      await withChannelSubject({ connector, world }, async ({ operations, reach }) => {
        const [user, other] = [await world.newUser(), await world.newUser()];
        const { conversation } = await reach(user);
        await operations['message.send']({ to: conversation, message: { text: 'for you', locale: 'en' } }, fakeCall());
        assert.deepEqual(await world.shown(other), []);
      });
    });

    if (connector.features.messageIds) {
      runner.test('a repeated message keeps its id and is shown once, even when both are sent at once', async () => {
        await withChannelSubject({ connector, world }, async ({ operations, reach }) => {
          const user = await world.newUser();
          const { conversation } = await reach(user);
          const call = fakeCall({ idempotencyKey: randomUUID() });
          const input = { to: conversation, message: { text: 'once', locale: 'en' } };
          const references = await Promise.all([1, 2, 3].map(() => operations['message.send'](input, call)));
          for (const reference of references) assert.deepEqual(reference, references[0]);
          assert.deepEqual(
            (await world.shown(user)).map(({ text }) => text),
            ['once'],
          );
        });
      });
    }

    runner.test('messages sent at once are all shown', async () => {
      await withChannelSubject({ connector, world }, async ({ operations, reach }) => {
        const user = await world.newUser();
        const { conversation } = await reach(user);
        const texts = Array.from({ length: 10 }, (_, index) => `message ${index}`);
        await Promise.all(
          texts.map((text) =>
            operations['message.send']({ to: conversation, message: { text, locale: 'en' } }, fakeCall()),
          ),
        );
        assert.deepEqual((await world.shown(user)).map(({ text }) => text).sort(), texts);
      });
    });

    if ('message.update' in connector.permissions) {
      runner.test('an update takes the place of the message it names, and a repeat of it changes nothing', async () => {
        await withChannelSubject({ connector, world }, async ({ operations, reach }) => {
          const user = await world.newUser();
          const { conversation: to } = await reach(user);
          const send = (text: string) =>
            operations['message.send']({ to, message: { text, locale: 'en' } }, fakeCall());
          const at = await send('before');
          await send('after it');
          const call = fakeCall();
          const update = () =>
            operations['message.update']?.({ to, at, message: { text: 'replaced', locale: 'en' } }, call);
          const first = await update();
          assert.ok(first);
          assert.deepEqual(await update(), first);
          assert.deepEqual(
            (await world.shown(user)).map(({ text }) => text),
            ['replaced', 'after it'],
          );
        });
      });

      runner.test('an update of a message that is not there fails as not-found', async () => {
        await withChannelSubject({ connector, world }, async ({ operations, reach }) => {
          const { conversation: to } = await reach(await world.newUser());
          const input = { to, at: { id: randomUUID() }, message: { text: 'replaced', locale: 'en' } };
          await assertRejectsWith('not-found', async () => operations['message.update']?.(input, fakeCall()));
        });
      });
    }
  });
}
