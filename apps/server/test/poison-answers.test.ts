import {
  type Account,
  type AccountStatus,
  ConnectorError,
  type LockoutPage,
  RateLimitedError,
} from '@access-account/contract';
import { fakeCall } from '@access-account/testkit';
import fc from 'fast-check';
import { guarded } from '../src/registry/guarded-operation.ts';
import { operationShapes } from '../src/registry/shapes/operation-shapes.ts';
import type { ResultShape } from '../src/registry/shapes/result-shape.ts';
import { guardOptions } from './support/guard-options.ts';

const account: Account = { id: 'a-1', login: 'alex', displayName: 'Alex', email: 'alex@acme.test', locale: 'en-US' };
const lock = { episode: 'e-1', cause: 'failed-logins' as const, since: '2026-01-15T09:00:00Z', until: null };
const status: AccountStatus = {
  account,
  standing: 'enabled',
  lock,
  password: { changedAt: null, expiresAt: '2026-02-01T00:00:00.000+01:00', mustChange: false },
  capabilities: {
    'account.unlock': { able: false, reason: 'It is mastered elsewhere.', delegateTo: 'ad' },
    'factor.remove': { able: true },
  },
  lastSignInAt: null,
  manager: { id: 'a-2' },
};
const page: LockoutPage = { lockouts: [{ account, lock }], cursor: { seen: [1, 2, { three: null }] }, more: false };
const change = { changed: true, verified: true, system: 'Corp', account: { id: 'a-1' } };
const link = { kind: 'link', url: 'https://id.acme.test/reset', until: '2026-01-15T10:00:00Z' };
const begun = { system: 'Corp', account: { id: 'a-1' }, by: link };
const listed = {
  ...account,
  standing: 'enabled',
  passwordChangedAt: null,
  passwordExpiresAt: '2026-02-01T00:00:00Z',
  endsAt: null,
  manager: { id: 'a-2' },
  timeZone: 'Europe/Berlin',
};
const directory = { accounts: [listed], removed: [{ id: 'a-3' }], cursor: 'next', more: false, isComplete: true };
const factor = { id: 'f-1', kind: 'security-key', label: 'YubiKey', enrolledAt: null };
const user = { id: 'u-1' };
const person = {
  user,
  conversation: { id: 'c-1' },
  kind: 'employee',
  match: { by: 'login', value: 'alex' },
  displayName: 'Alex',
  locale: null,
};
const reference = { id: 't-1', number: 'INC1', url: 'https://desk.acme.test/INC1' };
const ticket = { reference, status: 'open' };
const event = { id: 'x-1', kind: 'text', user, conversation: { id: 'c-1' }, at: '2026-01-15T09:00:00Z', text: 'help' };

/** A good answer of every operation there is. */
const good: Readonly<Record<string, unknown>> = {
  'account.find': [account],
  'account.list': directory,
  'account.read': status,
  'account.unlock': change,
  'activity.read': [
    { what: 'sign-in', at: '2026-03-02T08:05:00.000Z', country: 'Spain', anonymised: true },
    { what: 'factor-enrolled', at: '2026-03-02T08:05:00.000Z', country: null, anonymised: false, factor: null },
  ],
  'factor.challenge': { challenge: 'c-1', number: '42', until: '2026-03-02T08:05:00.000Z' },
  'factor.check': { result: 'approved' },
  'factor.list': [factor],
  'factor.remove': change,
  'lockout.poll': page,
  'password.start-change': { ...begun, by: { kind: 'mail', to: 'a…@acme.test' } },
  'password.start-reset': begun,
  'recovery.read': { addresses: [{ address: 'a@home.test', unchangedSince: null }], keepsNoHistory: true },
  'sessions.revoke': change,
  'instructions.list': [{ system: 'payroll', displayName: 'Payroll', aliases: ['pay'], topics: ['unlock-account'] }],
  'instructions.read': { title: 'How', text: 'So.', link: { label: 'Portal', url: 'https://acme.test' }, locale: 'en' },
  'webhook.receive': { events: [event], respond: async () => ({ status: 200 }) },
  'event.listen': { ended: Promise.resolve() },
  'person.resolve': person,
  'conversation.open': person,
  'message.send': { id: 'm-1' },
  'message.update': { id: 'm-1' },
  'ticket.open': reference,
  'ticket.find': ticket,
  'ticket.resolve': ticket,
  'ticket.hand-off': ticket,
};
const shapes: ReadonlyMap<string, ResultShape<unknown>> = new Map(
  Object.values(operationShapes).flatMap((kind) => Object.entries(kind)),
);
const everyOperation = [...shapes.keys()].filter((operation) => operation !== 'ticket.note');
const optional = new Set(['person.resolve', 'conversation.open', 'ticket.find', 'instructions.read']);

function answering(operation: string, answer: unknown) {
  const shape = shapes.get(operation);
  if (shape === undefined) throw new Error(`There is no ${operation}.`);
  return guarded(async () => answer, guardOptions({ operation, shape }))('', fakeCall());
}

function cyclic(): unknown {
  const answer: Record<string, unknown> = { ...status };
  answer.account = answer;
  answer.cursor = answer;
  return answer;
}

const garbage: readonly (readonly [string, unknown])[] = [
  ['nothing', undefined],
  ['null', null],
  ['a text', 'ok'],
  ['a number', 7],
  ['an error page', '<html>502 Bad Gateway</html>'],
  ['a list of nothing', [undefined]],
  ['an empty object', {}],
  ['an object that contains itself', cyclic()],
  ['a function', () => status],
  [
    'a getter that throws',
    Object.defineProperty({}, 'account', {
      get: () => {
        throw new Error('gotcha');
      },
      enumerable: true,
    }),
  ],
  [
    'a proxy that throws',
    new Proxy(
      {},
      {
        get: (_, name) => {
          if (name === 'then') return undefined;
          throw new Error('gotcha');
        },
      },
    ),
  ],
];

test('of a hundred thousand wrong entries the first is told, and the others are not even looked at', async () => {
  let looks = 0;
  const wrong = {
    get account() {
      looks += 1;
      return { id: '' };
    },
    lock: null,
  };
  const answer = { lockouts: Array.from({ length: 100_000 }, () => wrong), cursor: null, more: true };
  const error = await answering('lockout.poll', answer).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'response-invalid' });
  expect(String(error)).toContain('lockouts.0.account');
  expect(looks).toBeLessThanOrEqual(2);
});

test('a list that is longer than may be is not looked at', async () => {
  let looks = 0;
  const entry = {
    get id() {
      looks += 1;
      return 'x';
    },
  };
  const error = await answering(
    'account.find',
    Array.from({ length: 11 }, () => entry),
  ).catch((caught: unknown) => caught);
  expect(String(error)).toContain('11');
  expect(looks).toBe(0);
});

test.each(everyOperation)(
  '%s: a good answer passes, with all the contract names and nothing else',
  async (operation) => {
    const answer = good[operation];
    const extended = Array.isArray(answer)
      ? answer
      : { ...(answer as object), secret: 'hunter2', __proto__: { evil: true } };
    const passed = await answering(operation, extended);
    if (operation === 'webhook.receive') expect(passed).toEqual({ events: [event], respond: expect.any(Function) });
    else expect(passed).toEqual(answer);
  },
);

test.each(
  everyOperation.flatMap((operation) =>
    garbage
      .filter(([, answer]) => !(answer === undefined && optional.has(operation)))
      .map(([what, answer]) => [operation, what, answer] as const),
  ),
)('%s answered with %s: an error of the contract that names both', async (operation, _what, answer) => {
  const error: unknown = await answering(operation, answer).catch((failure) => failure);
  if (!ConnectorError.isInstance(error)) throw new Error('It was taken for an answer.');
  const changes = !/\.(find|read|list|poll)$|^person\.resolve$|^instructions\./.test(operation);
  expect(error).toMatchObject({ system: 'corp', code: changes ? 'ambiguous-outcome' : 'response-invalid' });
  expect(error.summary).toContain(operation);
  expect(error.message.length).toBeLessThan(1000);
});

test('what nobody can keep is replaced in words and refused in identifiers', async () => {
  const passed = (await answering('account.read', {
    ...status,
    account: { ...account, displayName: 'Al\0ex \ud800', locale: 'klingon!!' },
  })) as AccountStatus;
  expect(passed.account).toMatchObject({ displayName: 'Al\ufffdex \ufffd', locale: null });
  for (const id of ['', 'a\0', '\udfff', 'x'.repeat(2001), 7, null]) {
    await expect(answering('account.read', { ...status, account: { ...account, id } })).rejects.toMatchObject({
      code: 'response-invalid',
      summary: expect.stringContaining('account.id'),
    });
  }
});

test.each<[string, string, unknown]>([
  ['account.read', 'a date that is none', { ...status, password: { ...status.password, expiresAt: 'soon' } }],
  ['account.read', 'a standing nobody knows', { ...status, standing: 'fine' }],
  ['account.read', 'no capabilities', { ...status, capabilities: undefined }],
  ['account.read', 'able, perhaps', { ...status, capabilities: { 'account.unlock': { able: 'yes' } } }],
  [
    'account.read',
    'a name as long as a book',
    { ...status, account: { ...account, displayName: 'x'.repeat(10_000_000) } },
  ],
  ['account.read', 'a sign-in some day', { ...status, lastSignInAt: 'yesterday' }],
  ['account.list', 'a manager without an id', { ...directory, accounts: [{ ...listed, manager: {} }] }],
  [
    'factor.challenge',
    'a number that is words',
    { challenge: 'c-1', number: 'any', until: '2026-03-02T08:05:00.000Z' },
  ],
  ['factor.challenge', 'a challenge without an end', { challenge: 'c-1', number: null }],
  [
    'activity.read',
    'a kind of factor that nobody knows',
    [{ what: 'factor-enrolled', at: '2026-03-02T08:05:00.000Z', country: null, anonymised: false, factor: 'ring' }],
  ],
  ['activity.read', 'a sign-in some day', [{ what: 'sign-in', at: 'today', country: null, anonymised: false }]],
  ['recovery.read', 'an address since some day', { addresses: [{ address: 'a@home.test', unchangedSince: 'long' }] }],
  [
    'recovery.read',
    'a thousand addresses',
    { addresses: Array.from({ length: 1000 }, () => ({ address: 'a@home.test', unchangedSince: null })) },
  ],
  ['factor.check', 'a result that nobody knows', { result: 'yes' }],
  ['factor.check', 'a yes that is no word', { result: true }],
  ['factor.list', 'a factor without an id', [{ ...factor, id: '' }]],
  ['password.start-reset', 'a link to nowhere', { ...begun, by: { ...link, url: 'javascript:alert(1)' } }],
  ['password.start-reset', 'a password', { ...begun, by: { kind: 'temporary', password: 'Start123' } }],
  ['account.find', 'eleven matches', Array.from({ length: 11 }, () => account)],
  ['lockout.poll', 'a cursor that contains itself', { ...page, cursor: cyclic() }],
  ['lockout.poll', 'a cursor of megabytes', { ...page, cursor: 'x'.repeat(2_000_000) }],
  ['lockout.poll', 'a cursor with a bigint', { ...page, cursor: { at: 1n } }],
  ['lockout.poll', 'a page without an end', { ...page, lockouts: { length: 1e9 } }],
  ['ticket.open', 'an address that runs code', { ...reference, url: 'javascript:alert(1)' }],
  [
    'instructions.read',
    'a link that runs code',
    { title: '', text: '', link: { label: '', url: 'javascript:alert(1)' }, locale: 'en' },
  ],
  ['webhook.receive', 'an answer nobody can give', { events: [], respond: 'ok' }],
  ['event.listen', 'an end that nobody can wait for', { ended: true }],
])('%s, %s: refused', async (operation, _what, answer) => {
  await expect(answering(operation, answer)).rejects.toMatchObject({
    code: expect.stringMatching(/^(response-invalid|ambiguous-outcome)$/),
  });
});

test('what a cursor lost on its way into JSON it has lost at once, not at the next start', async () => {
  const passed = (await answering('lockout.poll', {
    ...page,
    cursor: { at: new Date(0), skip: undefined },
  })) as LockoutPage;
  expect(passed.cursor).toEqual({ at: '1970-01-01T00:00:00.000Z' });
  await expect(answering('lockout.poll', { ...page, cursor: undefined })).resolves.toMatchObject({ cursor: null });
});

test('an answer that keeps its own state can still answer the channel', async () => {
  class Receipt {
    readonly events = [];
    readonly #status = 204;
    async respond() {
      return { status: this.#status };
    }
  }
  const receipt = (await answering('webhook.receive', new Receipt())) as Receipt;
  await expect(receipt.respond()).resolves.toEqual({ status: 204 });
});

test('whatever an operation answers, it comes to an end, as an answer or as an error of the contract', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...everyOperation),
      fc.anything({ withBigInt: true, withDate: true, withMap: true }),
      async (operation, answer) => {
        const outcome: unknown = await answering(operation, answer).catch((error) => error);
        if (ConnectorError.isInstance(outcome)) expect(outcome.system).toBe('corp');
        else expect(answer === undefined || JSON.stringify(outcome) !== undefined).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

describe('an error is an answer too', () => {
  const failing = (failure: unknown) =>
    guarded(async () => Promise.reject(failure), guardOptions({ operation: 'account.unlock' }))('', fakeCall()).catch(
      (error) => error,
    );
  const limited = (retryAfter: number) =>
    new RateLimitedError({ system: 'corp', summary: 'asks for fewer calls.', remedy: 'Wait.', retryAfter });

  test.each<[string, unknown]>([
    ['nothing at all', undefined],
    ['a text', 'failed'],
    ['a marked nothing', { [Symbol.for('access-account.connector-error')]: true }],
    ['a code nobody knows', Object.assign(limited(1), { code: 'whatever' })],
    ['an inherited code', Object.assign(limited(1), { code: 'toString' })],
    ['a wait that is no number', limited(Number.NaN)],
    ['a wait for ever', limited(Number.POSITIVE_INFINITY)],
    ['a wait in the past', limited(-1)],
    ['a wait in words', limited('30' as unknown as number)],
    ['a message as long as a book', Object.assign(limited(1), { message: 'x'.repeat(1_000_000) })],
  ])('%s becomes one that the road understands', async (_what, failure) => {
    expect(await failing(failure)).toMatchObject({ code: 'ambiguous-outcome', system: 'corp' });
  });

  test('a good one stays as it is', async () => {
    const failure = limited(30_000);
    expect(await failing(failure)).toBe(failure);
  });
});
