import { Arrivals } from '../src/arrivals.ts';
import type { SandboxPerson } from '../src/sandbox-config.ts';

const person = (login: string): SandboxPerson => ({
  login,
  displayName: login,
  email: `${login}@acme.test`,
  password: 'demo',
  locale: null,
  standing: 'enabled',
  timeZone: null,
  manager: null,
  recoveryEmail: null,
  recoveryAgeDays: 0,
  factors: [],
  passwordAgeDays: 0,
  mustChange: false,
  endsInDays: null,
});
const crowd = Array.from({ length: 50 }, (_, index) => person(`p${index}`));

/** Arrivals whose doors are opened by hand. */
function slowArrivals() {
  const begun: string[] = [];
  const doors = new Map<string, () => void>();
  const stopping = new AbortController();
  const arrivals = new Arrivals({
    people: crowd,
    signal: stopping.signal,
    add: ({ login }) => {
      begun.push(login);
      return new Promise((resolve) => doors.set(login, resolve));
    },
  });
  return { arrivals, begun, open: (login: string) => doors.get(login)?.(), stop: () => stopping.abort() };
}

test('everybody arrives, each once', async () => {
  const came: string[] = [];
  const arrivals = new Arrivals({
    people: crowd,
    signal: new AbortController().signal,
    add: async ({ login }) => {
      came.push(login);
    },
  });
  await Promise.all([arrivals.all(), arrivals.of('p7'), arrivals.ofEmail('p7@acme.test')]);
  expect(came.toSorted()).toEqual(crowd.map(({ login }) => login).toSorted());
});

test('whoever is asked for does not wait for the crowd', async () => {
  const { arrivals, begun, open, stop } = slowArrivals();
  const all = arrivals.all();
  expect(begun).toEqual(['p0', 'p1']);
  const last = arrivals.ofEmail('p49@acme.test');
  expect(begun).toEqual(['p0', 'p1', 'p49']);
  open('p49');
  await last;
  stop();
  for (const login of begun) open(login);
  await all;
  expect(begun).toHaveLength(3);
});

test('somebody who is not configured is waited for in no way', async () => {
  const { arrivals, begun } = slowArrivals();
  await arrivals.of('stranger');
  await arrivals.ofEmail('stranger@acme.test');
  expect(begun).toEqual([]);
});
