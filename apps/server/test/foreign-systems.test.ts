import { directory, replaceOperations } from './support/operations.ts';
import { openWorld, type World } from './support/world.ts';

/** Things that people are locked out of elsewhere, and that no organisation connects here. */
const foreign = [
  'Apple',
  'Fidelity',
  'Netflix',
  'Spotify',
  'PayPal',
  'Amazon',
  'Facebook',
  'Instagram',
  'LinkedIn',
  'Twitter',
  'TikTok',
  'Gmail',
  'Yahoo',
  'Dropbox',
  'Zoom',
  'Adobe',
  'Vanguard',
  'Chase',
  'Steam',
  'eBay',
];

const requests = [
  'unlock my X account',
  'my X account is locked',
  'I am locked out of X',
  'please unlock X',
  'reset MFA for X',
];

let world: World;
beforeAll(async () => {
  world = await openWorld({ people: ['elsewhere'] });
}, 60_000);
afterAll(() => world.close());

test('EC-25 GEN-8 a hundred requests about systems that are not connected: none is claimed, and no directory is asked to change or read anything', async () => {
  const chat = await world.lockedOut('elsewhere');
  const before = chat.messages.length;
  const calls: string[] = [];
  const operations = Object.keys(directory(world.product)).filter(
    (name) => name !== 'lockout.poll' && name !== 'account.list',
  );
  const repair = replaceOperations(world.product, 'identity', 'sandbox', (those) =>
    Object.fromEntries(
      operations.map((name) => [
        name,
        (...input: unknown[]) => {
          calls.push(name);
          return (those as unknown as Record<string, (...input: unknown[]) => unknown>)[name]?.(...input);
        },
      ]),
    ),
  );
  for (const name of foreign) {
    for (const request of requests) {
      const { text } = await chat.ask(request.replace('X', name));
      expect(text).toMatch(/not connected here|service desk|not sure/i);
      expect(text).not.toMatch(/is unlocked|Shall I unlock|Reset complete/);
    }
  }
  repair();
  expect(calls).toEqual([]);
  expect(chat.messages.length - before).toBeGreaterThanOrEqual(foreign.length * requests.length);
  expect(await world.directoryPage.signIn('elsewhere', 'password-of-elsewhere')).toBe(423);
}, 120_000);
