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
  // Whether or not the click was recorded before the witness was found broken: no sweep performs anything.
  const begun = Date.now();
  await until(() => Date.now() - begun > 1500);
  expect(await world.directoryPage.signIn('alex', 'password-of-alex')).toBe(423);
  expect((await chat.choose('Yes')).status).toBe(500);

  handles.appendFile = appendFile;
  expect((await chat.choose('Yes')).status).toBe(202);
  await chat.shown('is unlocked');
  expect(chat.messages.filter(({ text }) => text.includes('is unlocked'))).toHaveLength(1);
  await until(async () => (await readyz()).status === 'ready');
  expect((await world.verifyAudit()).findings).toEqual([]);
});
