import { type FakeExchange, fakeCall, withTicketingSubject } from '@access-account/testkit';
import { hasVendorSpec, jiraOpenApi, vendorOpenApi } from './jira-openapi.ts';
import { type Flavour, flavours, startJiraWorld } from './jira-world.ts';

if (!hasVendorSpec)
  process.stdout.write('SKIPPED: Atlassian’s published spec (ACCESS_ACCOUNT_SPECS names no folder that holds it)\n');

const words = {
  version: 1,
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Unlocked.' }] }],
};
const comment: FakeExchange = {
  method: 'POST',
  path: '/rest/api/3/issue/10001/comment',
  query: new URLSearchParams(),
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ body: words }),
  status: 201,
  answer: { id: '1', body: words, created: '2026-01-15T09:00:00.000Z' },
};
const creation = (fields: object): Partial<FakeExchange> => ({
  path: '/rest/api/3/issue',
  body: JSON.stringify({ fields }),
  answer: { id: '1', key: 'ACC-1', self: 'https://acme.atlassian.net/1' },
});
const doc = (...content: readonly object[]) => ({ version: 1, type: 'doc', content: [{ type: 'paragraph', content }] });

/** The judge itself: one that finds nothing wrong with anything proves nothing. */
const wrong: readonly (readonly [string, Partial<FakeExchange>])[] = [
  ['an endpoint that does not exist', { path: '/rest/api/3/issue/10001/comments' }],
  ['a method that does not exist', { method: 'PATCH' }],
  ['a query that is ignored', { query: new URLSearchParams({ expnad: 'x' }) }],
  ['a comment in plain text', { body: JSON.stringify({ body: 'Unlocked.' }) }],
  ['an empty text', { body: JSON.stringify({ body: doc({ type: 'text', text: '' }) }) }],
  ['a node that means something', { body: JSON.stringify({ body: doc({ type: 'mention', attrs: { id: '1' } }) }) }],
  ['a field that is misspelt', creation({ sumary: 'Locked' })],
  ['a summary of two lines', creation({ summary: 'a\nb' })],
  ['a label with a space', creation({ labels: ['a b'] })],
  ['an answer without an id', { answer: { body: words, created: '2026-01-15T09:00:00.000Z' } }],
];

test('the judge finds nothing wrong with what is right', async () => {
  const judge = await jiraOpenApi();
  judge.observe(comment);
  judge.observe({ ...comment, ...creation({ summary: 'Locked', labels: ['aa-1'], description: words }) });
  expect(judge.violations).toEqual([]);
  expect(judge.looked()).toBe(2);
});

test.each(wrong)('the judge finds %s', async (_, differences) => {
  const judge = await jiraOpenApi();
  judge.observe({ ...comment, ...differences });
  expect(judge.violations).not.toEqual([]);
});

async function lifeJudgedBy(makeJudge: typeof jiraOpenApi, flavour: Flavour) {
  const judge = await makeJudge();
  const { fake, world } = await startJiraWorld({ flavour, observe: judge.observe });
  const { connector } = flavours[flavour];
  const config = async () => ({
    ...((await world.config()) as object),
    ...{ webLink: true, priority: 'High', fields: { customfield_10050: 'x' }, labels: ['identity'] },
  });
  try {
    await withTicketingSubject({ connector, world, config }, async ({ connection, operations, open }) => {
      expect((await connection.check(fakeCall())).filter(({ severity }) => severity === 'error')).toEqual([]);
      const description = 'Locked.\nSee http://127.0.0.1:3000/cases/1.\n\n"Zoë" <b>\\ {code}';
      const { key, ticket } = await open({ description });
      await operations['ticket.note']?.({ ticket, text: 'Unlocked.\n\nBy the person.' }, fakeCall());
      await operations['ticket.note']?.({ ticket, text: 'Unlocked.' }, fakeCall({ repeated: true }));
      await operations['ticket.resolve']({ ticket, resolution: 'Unlocked and verified.' }, fakeCall());
      await operations['ticket.hand-off']?.({ ticket, to: 'security', reason: 'Again.' }, fakeCall());
      await operations['ticket.resolve']({ ticket, resolution: 'Looked at.' }, fakeCall({ repeated: true }));
      await operations['ticket.find']?.({ key }, fakeCall());
    });
  } finally {
    await fake.close();
  }
  return { violations: judge.violations, looked: judge.looked() };
}

describe.each(['issues', 'requests'] as const)('every request of the life of %s, and every answer to it', (flavour) => {
  test('is as Jira is described here', async () => {
    const { violations, looked } = await lifeJudgedBy(jiraOpenApi, flavour);
    expect(violations).toEqual([]);
    expect(looked).toBeGreaterThan(20);
  });

  (hasVendorSpec ? test : test.skip)('is as Atlassian describes it', async () => {
    const { violations, looked } = await lifeJudgedBy(vendorOpenApi, flavour);
    expect(violations).toEqual([]);
    expect(looked).toBeGreaterThan(12);
  });
});
