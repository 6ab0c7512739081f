import {
  type Call,
  type IdentityOperations,
  OperationUnsupportedError,
  UnavailableError,
} from '@access-account/contract';
import { fakeClock, fakeContext, fakeIdentity, type IdentityWorld, identityConformance } from '@access-account/testkit';

type Operations = IdentityOperations;
/** Does what it does in place of the operations of a good connector. */
type Twist = (operations: Operations, isBroken: () => boolean) => Partial<Operations>;

interface Case {
  readonly name: string;
  readonly run: () => Promise<void>;
}

const away = () => new UnavailableError({ system: 'Fake Directory', summary: 'is away.', remedy: 'Wait.' });

/** The suite's cases on a connector that was twisted, to be run one by one and not by jest. */
function casesOf(twist: Twist): readonly Case[] {
  const directory = fakeIdentity({ clock: fakeClock() });
  const { connector } = directory;
  let isBroken = false;
  let people = 0;
  const onNetwork = (operations: Operations): Operations =>
    Object.fromEntries(
      Object.entries(operations).map(([name, run]) => [
        name,
        async (input: never, call: Call) => {
          if (isBroken) throw away();
          return (run as (input: never, call: Call) => Promise<unknown>)(input, call);
        },
      ]),
    ) as unknown as Operations;
  const world: IdentityWorld = {
    config: async () => ({}),
    context: async () => fakeContext(),
    newPerson: async (differences) => {
      people += 1;
      const login = `person-${people}`;
      const person = { login, email: `${login}@acme.test`, displayName: login, password: 'secret', ...differences };
      directory.addPerson(person);
      return person;
    },
    signIn: async ({ login }, password) => directory.signIn(login, password),
    lockByFailedLogins: async ({ login }) => {
      for (let tries = 0; tries < 5; tries += 1) directory.signIn(login, 'not this one');
    },
    enrolFactor: async ({ login }) => {
      directory.enrolFactor(login);
    },
    network: {
      faults: ['reset'],
      config: async () => ({}),
      break: async () => {
        isBroken = true;
      },
      mend: async () => {
        isBroken = false;
      },
    },
  };
  const cases: Case[] = [];
  const runner = {
    describe: (_: string, suite: () => void) => suite(),
    test: (name: string, run: () => Promise<void>) => {
      cases.push({ name, run });
    },
  };
  const twisted = {
    ...connector,
    operations: (client: Parameters<typeof connector.operations>[0]) => {
      const good = connector.operations(client);
      return { ...onNetwork(good), ...twist(good, () => isBroken) };
    },
  };
  identityConformance({ runner, connector: twisted, world });
  return cases;
}

const table: readonly (readonly [string, RegExp, Twist])[] = [
  [
    'says that it can unlock, and cannot',
    /is done when it is asked for/,
    () => ({
      'account.unlock': async () => {
        throw new OperationUnsupportedError({ system: 'Fake Directory', summary: 'cannot.', remedy: 'Ask.' });
      },
    }),
  ],
  [
    'finds nobody while it cannot look',
    /^reset: /,
    (good, isBroken) => ({
      'account.find': async (input, call) => (isBroken() ? [] : good['account.find'](input, call)),
    }),
  ],
  [
    'sees no lock while it cannot look',
    /^reset: every reading/,
    (good, isBroken) => ({
      'account.read': async (input, call) => {
        const status = await good['account.read'](input, call);
        return isBroken() ? { ...status, lock: null } : status;
      },
    }),
  ],
  [
    'throws what is no error of the contract',
    /^reset: /,
    (good, isBroken) => ({
      'account.read': async (input, call) => {
        if (isBroken()) throw new TypeError('fetch failed');
        return good['account.read'](input, call);
      },
    }),
  ],
  [
    'claims an unlock that did not happen',
    /^reset: no change is claimed/,
    (good, isBroken) => ({
      'account.unlock': async (input, call) =>
        isBroken()
          ? { changed: true, verified: true, system: 'Fake Directory', account: { id: input.id } }
          : good['account.unlock'](input, call),
    }),
  ],
  [
    'denies an unlock that happened',
    /^reset: no change is claimed/,
    (good, isBroken) => ({
      'account.unlock': async (input, call) => {
        const change = await good['account.unlock'](input, call);
        if (isBroken()) throw away();
        return change;
      },
    }),
  ],
];

const outcomesOf = async (twist: Twist, telling: RegExp) => {
  const outcomes: string[] = [];
  for (const { name, run } of casesOf(twist)) {
    if (!telling.test(name)) continue;
    const outcome = await run().then(
      () => 'green',
      () => 'red',
    );
    outcomes.push(outcome);
  }
  return outcomes;
};

test.each(table)('a connector that %s turns the suite red, and a good one does not', async (_, telling, twist) => {
  expect(await outcomesOf(twist, telling)).toContain('red');
  expect(new Set(await outcomesOf(() => ({}), telling))).toEqual(new Set(['green']));
});
