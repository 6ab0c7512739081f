import type { RateLimitScope } from '@access-account/contract';
import { RateLimitedError } from '@access-account/contract';
import { assertRejectsWith, fakeCall, fakeClock } from '@access-account/testkit';
import { budgetedFetch } from '../src/registry/budgeted-fetch.ts';
import { guarded } from '../src/registry/guarded-operation.ts';
import { machineTime } from '../src/registry/time.ts';
import { guardOptions } from './support/guard-options.ts';

/** A provider that has had enough of one place for a minute, and the call for another one after it. */
function provider(rateLimitScope: RateLimitScope) {
  const options = guardOptions({ operation: 'message.send', rateLimitScope });
  const fetch = budgetedFetch({
    fetch: async (input) =>
      String(input).endsWith('/limited')
        ? new Response(null, { status: 429, headers: { 'retry-after': '60' } })
        : new Response('{}'),
    budget: options.budget,
    reserve: 0,
    rateLimitScope,
    clock: fakeClock(),
    time: machineTime,
  });
  const send = guarded(async (place: string, call) => {
    const { status } = await fetch(`https://chat.test/${place}`, { signal: call.signal });
    if (status === 200) return 'sent';
    throw new RateLimitedError({ system: 'corp', summary: 'Too often.', remedy: 'Wait.', retryAfter: 60_000 });
  }, options);
  const ask = (place: string) => send(place, fakeCall({ actor: { kind: 'schedule' } }));
  return { ask };
}

test('where a provider’s refusal is about all calls, the next one rests', async () => {
  const { ask } = provider('system');
  await assertRejectsWith('rate-limited', () => ask('limited'));
  await assertRejectsWith('rate-limited', () => ask('other'));
});

test('where it is about the call that was made, as the connector says, everything else goes on', async () => {
  const { ask } = provider('call');
  await assertRejectsWith('rate-limited', () => ask('limited'));
  expect(await ask('other')).toBe('sent');
});
