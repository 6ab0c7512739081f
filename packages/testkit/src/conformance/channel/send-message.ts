import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ChannelOperationSet, Message } from '@access-account/contract';
import { RateLimitedError } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { assertRejectsWith } from '../identity/assert-rejects-with.ts';
import { type ChannelConformanceOptions, withChannelSubject } from './channel-subject.ts';
import { hostileTexts, payloadClasses } from './payload-classes.ts';

/** What `person.resolve`, `conversation.open`, `message.send` and `message.update` promise. */
export function sendMessageConformance<Config, Client, Operations extends ChannelOperationSet>({
  runner,
  connector,
  world,
}: ChannelConformanceOptions<Config, Client, Operations>): void {
  runner.describe('messages', () => {
    runner.test('the person who is reached and the user who writes are the same (A)', async () => {
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

    const outsiders = world.outsiders?.bind(world);
    if (outsiders !== undefined) {
      runner.test('whoever is not a person of this organisation is not taken for an employee (B)', async () => {
        await withChannelSubject({ connector, world }, async ({ operations }) => {
          await world.newUser();
          for (const { name, user } of await outsiders()) {
            const person = await operations['person.resolve'](user, fakeCall());
            assert.notEqual(person?.kind, 'employee', name);
          }
        });
      });
    }

    runner.test('every text is shown word for word, in the order it was sent (C)', async () => {
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

    for (const [name, texts] of Object.entries(payloadClasses)) {
      runner.test(
        `words of the class “${name}” are nothing but words, wherever in a message they stand (C)`,
        async () => {
          await withChannelSubject({ connector, world }, async ({ operations, reach }) => {
            const user = await world.newUser();
            const { conversation: to } = await reach(user);
            for (const text of texts) {
              await operations['message.send']({ to, message: hostileMessage(text) }, fakeCall());
            }
            for (const [index, shown] of (await world.shown(user)).entries()) {
              const { facts, links, choices } = hostileMessage(texts[index] ?? '');
              assert.deepEqual(shown.facts, facts);
              assert.deepEqual(shown.links, links);
              assert.deepEqual(
                shown.choices,
                choices?.map(({ label, token }) => ({ label, token })),
              );
              assert.deepEqual(shown.mentions, []);
            }
          });
        },
      );
    }

    runner.test(
      'a message that is too big in everything is shortened and shown, its start and its tokens whole (D)',
      async () => {
        await withChannelSubject({ connector, world }, async ({ operations, reach }) => {
          const user = await world.newUser();
          const { conversation: to } = await reach(user);
          const long = (length: number) => 'word '.repeat(length / 5);
          const { maximumTextLength } = connector.features;
          const choices = Array.from({ length: 30 }, (_, index) => ({
            label: `${index} ${long(400)}`,
            token: `t${index}`,
          }));
          const options = Array.from({ length: 300 }, (_, index) => ({
            label: `${index} ${long(400)}`,
            value: `v${index}`,
          }));
          const submit = { label: long(200), token: 'submit' };
          const message: Message = {
            text: `START ${long(maximumTextLength * 2)}`,
            facts: Array.from({ length: 60 }, (_, index) => ({ label: `${index} ${long(300)}`, value: long(5000) })),
            links: Array.from({ length: 60 }, (_, index) => ({
              label: `${index} ${long(500)}`,
              url: `https://acme.test/${index}/${'a'.repeat(2900)}`,
            })),
            choices,
            form: { fields: [{ name: 'account', label: long(500), kind: 'choice', options }], submit },
            locale: 'en',
          };
          await operations['message.send']({ to, message }, fakeCall());
          const [shown, ...others] = await world.shown(user);
          assert.deepEqual(others, []);
          assert.ok(shown, 'nothing was shown');
          assert.ok(shown.text.startsWith('START word'));
          assert.ok(shown.text.length >= Math.min(maximumTextLength, message.text.length) - 1, 'the text is too short');
          assert.ok(shown.text === message.text || shown.text.endsWith('…'), 'it was shortened and does not say so');
          const tokens = shown.choices.map(({ token }) => token);
          assert.deepEqual(tokens.toSorted(), [...choices, submit].map(({ token }) => token).toSorted());
        });
      },
    );

    runner.test('a text as long as the channel promises to show is shown whole (D)', async () => {
      await withChannelSubject({ connector, world }, async ({ operations, reach }) => {
        const user = await world.newUser();
        const { conversation: to } = await reach(user);
        const text = 'x'.repeat(connector.features.maximumTextLength);
        await operations['message.send']({ to, message: { text, locale: 'en' } }, fakeCall());
        assert.equal((await world.shown(user))[0]?.text, text);
      });
    });

    runner.test('nobody else sees it (E)', async () => {
      await withChannelSubject({ connector, world }, async ({ operations, reach }) => {
        const [user, other] = [await world.newUser(), await world.newUser()];
        const { conversation } = await reach(user);
        await reach(other);
        await operations['message.send']({ to: conversation, message: { text: 'for you', locale: 'en' } }, fakeCall());
        assert.deepEqual(await world.shown(other), []);
      });
    });

    if (connector.features.messageIds) {
      runner.test(
        'a repeated message keeps its id and is shown once, even when both are sent at once (F)',
        async () => {
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
        },
      );
    }

    if (world.fail) {
      runner.test('a refusal for too many messages says for how long, and shows nothing (G)', async () => {
        await withChannelSubject({ connector, world }, async ({ operations, reach }) => {
          const user = await world.newUser();
          const { conversation: to } = await reach(user);
          const call = fakeCall();
          const send = (repeated: boolean) =>
            operations['message.send']({ to, message: { text: 'once', locale: 'en' } }, { ...call, repeated });
          await world.fail?.('rate-limited');
          const error = await assertRejectsWith('rate-limited', () => send(false));
          assert.ok(RateLimitedError.isInstance(error));
          assert.equal((error as RateLimitedError).retryAfter, 7000);
          assert.deepEqual(await world.shown(user), []);
          await world.pass?.(7000);
          await send(true);
          assert.equal((await world.shown(user)).length, 1);
        });
      });

      for (const fault of ['answer-lost', 'unavailable'] as const) {
        runner.test(`a message that failed (${fault}) and is sent again is shown once (F, M)`, async () => {
          await withChannelSubject({ connector, world }, async ({ operations, reach }) => {
            const user = await world.newUser();
            const { conversation: to } = await reach(user);
            const call = fakeCall();
            const send = (repeated: boolean) =>
              operations['message.send']({ to, message: { text: 'once', locale: 'en' } }, { ...call, repeated });
            await world.fail?.(fault);
            await assertRejectsWith(['ambiguous-outcome', 'unavailable', 'timed-out'], () => send(false));
            if (!connector.features.messageIds) return;
            const reference = await send(true);
            assert.deepEqual(await send(true), reference);
            assert.deepEqual(
              (await world.shown(user)).map(({ text }) => text),
              ['once'],
            );
          });
        });
      }
    }

    runner.test('messages sent at once are all shown (F)', async () => {
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
      runner.test(
        'an update takes the place of the message it names, and a repeat of it changes nothing (H)',
        async () => {
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
        },
      );

      runner.test('an update after a click takes the buttons, the form, the links and the facts away (H)', async () => {
        await withChannelSubject({ connector, world }, async ({ operations, reach }) => {
          const user = await world.newUser();
          const { conversation: to } = await reach(user);
          const field = {
            name: 'account',
            label: 'Account',
            kind: 'choice' as const,
            options: [{ label: 'One', value: '1' }],
          };
          const form = { fields: [field], submit: { label: 'Continue', token: 'token-form' } };
          const at = await operations['message.send']({ to, message: { ...hostileMessage('Alex'), form } }, fakeCall());
          assert.equal((await world.shown(user))[0]?.choices.length, 3);
          await operations['message.update']?.({ to, at, message: { text: '✓ Yes', locale: 'en' } }, fakeCall());
          const [shown, ...others] = await world.shown(user);
          assert.deepEqual(others, []);
          const { id, ...content } = shown ?? {};
          assert.deepEqual(content, { text: '✓ Yes', facts: [], choices: [], links: [], mentions: [] });
        });
      });

      runner.test('an update of a message that is not there fails as not-found (H)', async () => {
        await withChannelSubject({ connector, world }, async ({ operations, reach }) => {
          const { conversation: to } = await reach(await world.newUser());
          const input = { to, at: { id: randomUUID() }, message: { text: 'replaced', locale: 'en' } };
          await assertRejectsWith('not-found', async () => operations['message.update']?.(input, fakeCall()));
        });
      });
    }
  });
}

/** Whatever the words are, wherever words may stand. */
function hostileMessage(text: string): Message {
  const words = text.trim() === '' || text === '\u200b' ? `“${text}”` : text;
  return {
    text: words,
    facts: [{ label: words, value: words }],
    links: [{ label: words, url: 'https://acme.test/help?a=1&b=<2>' }],
    choices: [
      { label: words, token: 'token-1', style: 'primary' },
      { label: `No ${words}`, token: 'token-2', style: 'danger' },
    ],
    locale: 'en',
  };
}
