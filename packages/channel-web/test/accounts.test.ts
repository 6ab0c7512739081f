import { createHash } from 'node:crypto';
import { NotFoundError } from '@access-account/contract';
import { fakeCall } from '@access-account/testkit';
import { eventReader } from './event-reader.ts';
import { type WebHarness, webHarness } from './web-harness.ts';

const config = { signIn: { issuer: 'https://acme.okta.test', clientId: 'chat' } };

/** The cookie of somebody who signed in with this account. */
async function signedIn({ context }: WebHarness, account: string): Promise<string> {
  const until = new Date(context.clock.now().getTime() + 60_000).toISOString();
  const session = encodeURIComponent(account);
  const key = `session/${createHash('sha256').update(session).digest('hex')}`;
  await context.store.put(key, { person: `account:${account}`, until });
  return `access-account-chat=${session}`;
}

async function textsOf({ ask }: WebHarness, cookie: string): Promise<readonly string[]> {
  const leaving = new AbortController();
  const reader = eventReader(await ask({ path: 'stream', headers: { cookie }, signal: leaving.signal }));
  const events = await reader.available();
  leaving.abort();
  await reader.rest();
  return events.map(({ data }) => (data as { readonly text: string }).text);
}

test.each(['00u1ABc', '00UABC', 'ÄÖ', 'Cafe\u0301', ' a ', 'account:A', 'a'.repeat(255)])(
  'GEN-5 whoever signed in with the account %j is told what is said to them, and what takes its place',
  async (account) => {
    const web = await webHarness({ config });
    const cookie = await signedIn(web, account);
    const person = await web.operations['person.resolve']({ id: `account:${account}` }, fakeCall());
    expect(person).toMatchObject({ match: { by: 'id', value: account } });
    const to = person?.conversation ?? { id: '' };
    const id = await web.say(to.id, { text: 'Shall I unlock it?' });
    expect(await textsOf(web, cookie)).toEqual(['Shall I unlock it?']);
    const message = { text: 'It is unlocked.', locale: 'en' };
    await web.operations['message.update']({ to, at: { id }, message }, fakeCall());
    expect(await textsOf(web, cookie)).toEqual(['It is unlocked.']);
  },
);

test('accounts whose ids differ by capitals alone are two people (A)', async () => {
  const web = await webHarness({ config });
  const cookie = await signedIn(web, '00u1abc');
  await web.say('account:00u1ABc', { text: 'for one alone' });
  expect(await textsOf(web, cookie)).toEqual([]);
});

test.each(['account:', 'ACCOUNT:a', 'Alice', ' alice', ''])('%j was never given out (K)', async (id) => {
  const web = await webHarness({ config });
  await expect(web.say(id, {})).rejects.toBeInstanceOf(NotFoundError);
});
