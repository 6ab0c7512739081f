import { registerHooks } from 'node:module';
import { tables } from './glide.ts';
import { GlideResponse } from './glide-stand-in.ts';

/** The app's own source, over tables of ours: what the stand-in does is held against it. */
const glide = new URL('glide.ts', import.meta.url).href;
const hooks = registerHooks({
  resolve: (specifier, context, next) => next(specifier.startsWith('@servicenow/glide') ? glide : specifier, context),
});

type Handler = (request: object, response: GlideResponse) => void;
let app: { readonly putTicket: Handler; readonly getTicket: Handler; readonly about: Handler };
beforeAll(async () => {
  const source = '../../../tooling/servicenow-app/src/server/tickets.ts';
  app = (await import(source)) as typeof app;
  hooks.deregister();
  tables.rows('sys_user').push({ sys_id: 'a'.repeat(32), email: 'zoe@acme.test', active: 'true' });
  tables
    .rows('sys_user_group')
    .push(
      { sys_id: 'b'.repeat(32), name: 'Security', active: 'true' },
      { sys_id: 'c'.repeat(32), name: 'Twice', active: 'true' },
      { sys_id: 'd'.repeat(32), name: 'Twice', active: 'true' },
    );
  tables
    .rows('sys_choice')
    .push({ name: 'incident', element: 'close_code', value: 'Solution provided', inactive: 'false' });
});
beforeEach(() => {
  tables.rows('incident').length = 0;
  tables.rows('x_access_account_ticket').length = 0;
  tables.refused.clear();
  tables.age = 0;
});

interface Answer {
  readonly status: number;
  readonly body: {
    readonly result?: Readonly<Record<string, unknown>>;
    readonly error?: { readonly message: string };
  };
}

function ask(handler: Handler, request: object): Answer {
  const response = new GlideResponse();
  handler({ queryParams: {}, pathParams: {}, body: { data: undefined }, ...request }, response);
  return response as Answer;
}
const put = (key: string, data: unknown) => ask(app.putTicket, { pathParams: { key }, body: { data } });
const get = (key: string) => ask(app.getTicket, { pathParams: { key } });

const key = `aa-${'0'.repeat(32)}`;
const open = { short_description: 'Locked', description: 'Locked out.', caller_email: 'zoe@acme.test', fields: {} };
const handOff = { mark: 'handoff1', to: 'security', group: 'Security', reason: 'Look.', fields: {} };

test('opens one incident for a key, however often it is asked, and knows its caller', () => {
  const first = put(key, { open });
  expect(first.status).toBe(201);
  expect(first.body.result).toMatchObject({ number: 'INC0000001', state: '1', status: 'open' });
  const again = put(key, { open: { ...open, short_description: 'Other words' } });
  expect([again.status, again.body.result]).toEqual([200, first.body.result]);
  expect(tables.rows('incident')).toMatchObject([
    { short_description: 'Locked', correlation_id: key, caller_id: 'a'.repeat(32) },
  ]);
  expect(get(key).body).toEqual(again.body);
});

test('does each marked thing once, keeps what the desk resolved, and opens again what people are needed for', () => {
  put(key, { open });
  const note = { mark: 'note0001', text: 'Unlocked.' };
  put(key, { note });
  Object.assign(tables.rows('incident')[0] ?? {}, { work_notes: '' });
  put(key, { note });
  expect(tables.rows('incident')[0]).toMatchObject({ work_notes: '' });
  expect(put(key, { hand_off: handOff }).body.result).toMatchObject({ status: 'handed-off' });
  expect(tables.rows('incident')[0]).toMatchObject({ assignment_group: 'b'.repeat(32), work_notes: 'Look.' });
  const resolved = put(key, { resolve: { code: 'Solution provided', notes: 'Ours.' } });
  expect(resolved.body.result).toMatchObject({ state: '6', status: 'resolved' });
  expect(put(key, { resolve: { code: 'Duplicate', notes: 'Later.' } }).body.result).toMatchObject({
    status: 'resolved',
  });
  expect(tables.rows('incident')[0]).toMatchObject({ close_code: 'Solution provided', close_notes: 'Ours.' });
  // The repeat of a hand-off leaves what is over as it is; a new one opens it again.
  expect(put(key, { hand_off: handOff }).body.result).toMatchObject({ status: 'resolved' });
  const later = put(key, { hand_off: { ...handOff, mark: 'handoff2', reason: 'It is back.' } });
  expect(later.body.result).toMatchObject({ state: '2', status: 'handed-off' });
});

test('a request that ended between the key and the incident is taken up by the next, and its incident is adopted', () => {
  tables.age = 61;
  tables.rows('x_access_account_ticket').push({ sys_id: 'e'.repeat(32), key, sys_created_on: '2020-01-01 00:00:00' });
  tables.rows('incident').push({ sys_id: 'f'.repeat(32), number: 'INC0000007', state: '1', correlation_id: key });
  expect(put(key, { open }).body.result).toMatchObject({ number: 'INC0000007' });
  expect(tables.rows('incident')).toHaveLength(1);
});

test('while another request opens it, it is asked to wait', () => {
  const now = new Date().toISOString().slice(0, 19).replace('T', ' ');
  tables.rows('x_access_account_ticket').push({ sys_id: 'e'.repeat(32), key, sys_created_on: now });
  const answer = put(key, { open });
  expect([answer.status, answer.body.error?.message]).toEqual([503, 'The ticket is being opened by another request.']);
  expect(tables.rows('incident')).toEqual([]);
});

test.each([
  ['no key of ours', 'x^ORactive=true', { open }, 400],
  ['nothing to do', key, {}, 400],
  ['a list', key, [], 400],
  ['a part that there is none of', key, { close: {} }, 400],
  ['a field that only the app sets', key, { open: { ...open, fields: { state: '7' } } }, 400],
  ['a field of the system', key, { open: { ...open, fields: { sys_created_by: 'admin' } } }, 400],
  ['a number for text', key, { open: { ...open, description: 7 } }, 400],
  ['a mark that is none', key, { note: { mark: 'x y', text: 'x' } }, 400],
  ['a ticket that is not there', key, { note: { mark: 'note0001', text: 'x' } }, 404],
  ['a group that is not there', key, { open, hand_off: { ...handOff, group: 'Nobody' } }, 422],
  ['a group that is there twice', key, { open, hand_off: { ...handOff, group: 'Twice' } }, 422],
])('refuses %s, and changes nothing', (_, asked, body, status) => {
  expect(put(asked, body).status).toBe(status);
  expect(tables.rows('incident')).toEqual([]);
  expect(get(asked).status).toBe(asked === key ? 404 : 400);
});

test('says that the instance refuses it, where a business rule does', () => {
  tables.refused.add('incident');
  expect(put(key, { open }).status).toBe(422);
  tables.refused.clear();
  expect(put(key, { open }).status).toBe(201);
  tables.refused.add('incident');
  expect(put(key, { resolve: { code: 'x', notes: 'y' } }).status).toBe(422);
});

test('tells its version, the resolution codes, and which of the groups are there', () => {
  expect(ask(app.about, { queryParams: { group: ['Security', 'Nobody', 'Twice'] } }).body.result).toEqual({
    app: 'access-account',
    version: '0.1.0',
    close_codes: ['Solution provided'],
    groups: ['Security'],
  });
  expect(ask(app.about, {}).body.result).toMatchObject({ groups: [] });
});
