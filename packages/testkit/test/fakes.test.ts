import { ConflictError, NotFoundError } from '@access-account/contract';
import { fakeCall, fakeChannel, fakeIdentity, fakeTicketing } from '@access-account/testkit';

test('the directory keeps a ledger of every unlock, with its key and whether it changed anything', async () => {
  const directory = fakeIdentity();
  const { id } = directory.addPerson({ login: 'alex' });
  const { 'account.unlock': unlock } = directory.connector.operations(directory);
  directory.lock('alex');
  await unlock({ id }, fakeCall({ idempotencyKey: 'one' }));
  await unlock({ id }, fakeCall({ idempotencyKey: 'two' }));
  expect(directory.ledger).toEqual([
    { operation: 'account.unlock', input: { id }, idempotencyKey: 'one', changed: true },
    { operation: 'account.unlock', input: { id }, idempotencyKey: 'two', changed: false },
  ]);
});

test('MFA-8 a factor that is gone is in the ledger as unchanged, and the other one stays', async () => {
  const directory = fakeIdentity();
  const { id } = directory.addPerson({ login: 'alex' });
  const [lost, kept] = [directory.enrolFactor('alex'), directory.enrolFactor('alex', { kind: 'security-key' })];
  const { 'factor.remove': remove } = directory.connector.operations(directory);
  for (let count = 0; count < 2; count += 1) await remove({ id, factor: lost.id }, fakeCall());
  expect(directory.ledger.map(({ operation, changed }) => [operation, changed])).toEqual([
    ['factor.remove', true],
    ['factor.remove', false],
  ]);
  expect(directory.factors('alex')).toEqual([kept]);
});

test('a person is listed and read with the ends, the manager and the time zone they were given', async () => {
  const directory = fakeIdentity();
  const robin = directory.addPerson({ login: 'robin' });
  const ends = { passwordExpiresAt: '2026-02-01T00:00:00.000Z', endsAt: '2026-03-01T00:00:00.000Z' };
  const { id } = directory.addPerson({ login: 'alex', manager: 'robin', timeZone: 'Europe/Berlin', ...ends });
  const { 'account.list': list, 'account.read': read } = directory.connector.operations(directory);
  const { accounts } = await list({ cursor: null }, fakeCall());
  expect(accounts[1]).toMatchObject({ id, ...ends, manager: { id: robin.id }, timeZone: 'Europe/Berlin' });
  expect(await read({ id }, fakeCall())).toMatchObject({ endsAt: ends.endsAt, manager: { id: robin.id } });
});

test('UA-8 the directory refuses what is not just locked, whatever else it is', async () => {
  const directory = fakeIdentity();
  const { 'account.unlock': unlock } = directory.connector.operations(directory);
  for (const standing of ['disabled', 'suspended', 'deprovisioned', 'expired'] as const) {
    const { id } = directory.addPerson({ login: standing });
    directory.setStanding(standing, standing);
    await expect(unlock({ id }, fakeCall())).rejects.toBeInstanceOf(ConflictError);
  }
  const { id } = directory.addPerson({ login: 'risky' });
  directory.lock('risky', 'other');
  await expect(unlock({ id }, fakeCall())).rejects.toBeInstanceOf(ConflictError);
  expect(directory.status('risky').lock?.cause).toBe('other');
  expect(directory.ledger).toEqual([]);
});

test('EC-38 a person who was removed is gone', async () => {
  const directory = fakeIdentity();
  const { id } = directory.addPerson({ login: 'alex' });
  directory.removePerson('alex');
  const { 'account.read': read } = directory.connector.operations(directory);
  await expect(read({ id }, fakeCall())).rejects.toBeInstanceOf(NotFoundError);
});

test('a channel that keeps no ids shows a repeat twice, as mail does', async () => {
  const chat = fakeChannel({ features: { messageIds: false } });
  const { conversation } = chat.addUser('alex');
  const { 'message.send': send } = chat.connector.operations(chat);
  const call = fakeCall();
  for (let count = 0; count < 2; count += 1) {
    await send({ to: conversation, message: { text: 'hello', locale: 'en' } }, call);
  }
  expect(chat.shown('alex').map(({ text }) => text)).toEqual(['hello', 'hello']);
  expect(chat.connector.idempotency['message.send']).toBe('none');
});

test('the desk keeps a ledger of every write, and a repeat is in it unchanged', async () => {
  const desk = fakeTicketing();
  const { 'ticket.open': open } = desk.connector.operations(desk);
  const requester = { displayName: 'Alex', login: 'alex', email: null };
  const input = { key: 'episode', requester, subject: 'Locked', description: 'Locked.' };
  await open(input, fakeCall());
  await open(input, fakeCall());
  expect(desk.ledger.map(({ operation, changed }) => [operation, changed])).toEqual([
    ['ticket.open', true],
    ['ticket.open', false],
  ]);
});
