import { type FileHandle, open } from 'node:fs/promises';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
let handles: FileHandle;
let appendFile: FileHandle['appendFile'];
beforeAll(async () => {
  world = await openWorld({ people: ['alex'] });
  const probe = await open('/dev/null', 'a');
  await probe.close();
  handles = Object.getPrototypeOf(probe) as FileHandle;
  ({ appendFile } = handles);
}, 60_000);
afterAll(() => world.close());
afterEach(() => {
  handles.appendFile = appendFile;
});

const readyz = async () => (await fetch(`${world.url}/readyz`)).json() as Promise<{ status: string; audit: object }>;

test('no audit, no effect: while the witness cannot be written nothing is performed, and readyz says so; then it goes on', async () => {
  const chat = await world.lockedOut('alex');
  handles.appendFile = async () => {
    throw new Error('ENOSPC: no space left on device');
  };
  const answer = await chat.choose('Yes');
  expect(answer.status).toBe(500);
  expect(await readyz()).toMatchObject({
    status: 'degraded',
    audit: { state: 'degraded', reason: expect.stringContaining('ENOSPC') },
  });
  // The sweep looks for what is due every second: it has found the unlock, and did not perform it.
  await until(async () => {
    const [effect] = await world.database.rows<{ waiting: number }>(
      "select extract(epoch from clock_timestamp() - created_at)::float8 as waiting from effect where body ->> 'operation' = 'account.unlock'",
    );
    return (effect?.waiting ?? 0) > 1.5;
  });
  expect(await world.directoryPage.signIn('alex', 'password-of-alex')).toBe(423);

  handles.appendFile = appendFile;
  await chat.shown('is unlocked');
  // Whoever pressed again in the meantime gets the answer to the first press.
  expect(chat.messages.filter(({ text }) => text.includes('is unlocked'))).toHaveLength(1);
  await until(async () => (await readyz()).status === 'ready');
  expect((await world.verifyAudit()).findings).toEqual([]);
});
