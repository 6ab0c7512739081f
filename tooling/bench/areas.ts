import { amongMany } from './accounts.ts';
import { audit } from './audit.ts';
import type { BenchWorld } from './bench-world.ts';
import type { RoundSizes } from './helper.ts';
import { mails } from './mails.ts';
import { mirror } from './mirror.ts';
import { notices } from './notices.ts';
import { pressure } from './pressure.ts';
import { pushes } from './pushes.ts';
import type { Reading } from './reading.ts';
import { reminders } from './reminders.ts';
import { atRest } from './rest.ts';
import { rounds } from './rounds.ts';
import { steady } from './steady.ts';
import { storms } from './storms.ts';
import { sweep } from './sweep.ts';
import { tickets } from './tickets.ts';
import { words } from './words.ts';

export interface Sizes {
  readonly rounds: {
    readonly rounds: number;
    readonly spare: number;
    readonly people: RoundSizes;
    readonly fewer: RoundSizes;
    readonly clicks: RoundSizes;
    readonly run: number;
    readonly rested: boolean;
  };
  readonly notices: { readonly people: number; readonly every: number };
  readonly pushes: { readonly people: number; readonly every: number };
  readonly slowPolls: { readonly people: number; readonly every: number };
  readonly rest: { readonly rest: number; readonly starts: number };
  readonly storms: { readonly locks: number; readonly found: number };
  readonly accounts: { readonly accounts: number; readonly people: RoundSizes; readonly rest: number };
  readonly sweep: { readonly accounts: number; readonly rounds: number };
  readonly mirror: { readonly people: number; readonly rounds: number };
  readonly reminders: {
    readonly people: number;
    readonly clicks: number;
    readonly rate: number;
    readonly ready: number;
  };
  readonly remindersEmbedded: Sizes['reminders'];
  readonly mails: { readonly people: number; readonly rounds: number; readonly ready: number };
  readonly tickets: {
    readonly rounds: number;
    readonly clicks: number;
    readonly rate: number;
    readonly backlog: number;
    readonly outage: number;
    readonly limit: number;
  };
  readonly audit: { readonly rows: number };
  readonly words: { readonly rounds: number };
  readonly steady: { readonly rate: number; readonly seconds: number };
  readonly pressure: { readonly rounds: number; readonly clicks: number; readonly rate: number };
  /** Of the embedded database: more than it keeps up with. */
  readonly steadyEmbedded: { readonly rate: number; readonly seconds: number };
}

export const sizes: Readonly<Record<'short' | 'long', Sizes>> = {
  short: {
    rounds: {
      rounds: 3,
      spare: 0,
      people: { alone: 20, crowd: 300, storm: 100 },
      fewer: { alone: 15, crowd: 200, storm: 55 },
      clicks: { alone: 200, crowd: 3000, storm: 0 },
      run: 500,
      rested: false,
    },
    notices: { people: 40, every: 150 },
    pushes: { people: 10, every: 400 },
    slowPolls: { people: 20, every: 1500 },
    rest: { rest: 5000, starts: 1 },
    pressure: { rounds: 2, clicks: 200, rate: 50 },
    steady: { rate: 300, seconds: 3 },
    steadyEmbedded: { rate: 100, seconds: 2 },
    storms: { locks: 150, found: 1000 },
    accounts: { accounts: 100_000, people: { alone: 20, crowd: 100, storm: 80 }, rest: 5000 },
    sweep: { accounts: 100_000, rounds: 3 },
    mirror: { people: 1500, rounds: 3 },
    reminders: { people: 2500, clicks: 200, rate: 50, ready: 50 },
    remindersEmbedded: { people: 1000, clicks: 100, rate: 20, ready: 50 },
    mails: { people: 1000, rounds: 3, ready: 15 },
    tickets: { rounds: 1, clicks: 100, rate: 50, backlog: 100, outage: 200, limit: 100 },
    audit: { rows: 50_000 },
    words: { rounds: 1 },
  },
  long: {
    rounds: {
      rounds: 3,
      spare: 2,
      people: { alone: 200, crowd: 6000, storm: 800 },
      fewer: { alone: 100, crowd: 1600, storm: 300 },
      clicks: { alone: 1000, crowd: 20_000, storm: 0 },
      run: 3000,
      rested: true,
    },
    notices: { people: 200, every: 250 },
    pushes: { people: 200, every: 500 },
    slowPolls: { people: 200, every: 750 },
    rest: { rest: 60_000, starts: 5 },
    pressure: { rounds: 5, clicks: 1200, rate: 50 },
    steady: { rate: 300, seconds: 60 },
    steadyEmbedded: { rate: 250, seconds: 20 },
    storms: { locks: 5000, found: 100_000 },
    accounts: { accounts: 1_000_000, people: { alone: 200, crowd: 2000, storm: 800 }, rest: 30_000 },
    sweep: { accounts: 1_000_000, rounds: 5 },
    mirror: { people: 10_000, rounds: 5 },
    reminders: { people: 50_000, clicks: 2000, rate: 50, ready: 360 },
    remindersEmbedded: { people: 10_000, clicks: 1000, rate: 20, ready: 360 },
    mails: { people: 10_000, rounds: 3, ready: 45 },
    tickets: { rounds: 3, clicks: 1000, rate: 50, backlog: 4000, outage: 10_000, limit: 200 },
    audit: { rows: 1_000_000 },
    words: { rounds: 3 },
  },
};

export interface AreaOptions {
  readonly world: BenchWorld;
  readonly sizes: Sizes;
  readonly say: (line: string) => void;
}

interface AreaDefinition {
  readonly about: string;
  /** Only with `--long`. */
  readonly isLong?: true;
  /** Measured once more, in the long form, when strangers disturbed it; others see to that themselves. */
  readonly isRepeated?: true;
  run(options: AreaOptions): Promise<readonly Reading[]>;
}

export type Area =
  | 'rounds'
  | 'notices'
  | 'pushes'
  | 'rest'
  | 'steady'
  | 'pressure'
  | 'slow-polls'
  | 'storms'
  | 'accounts'
  | 'mirror'
  | 'sweep'
  | 'reminders'
  | 'mails'
  | 'tickets'
  | 'audit'
  | 'words';

/** What can be asked for by name. */
export const areas: Readonly<Record<Area, AreaDefinition>> = {
  rounds: {
    about: 'storms and clicks beside the limits and the bots: 1 open, 32 open, 1 and 2 processes, both databases',
    run: ({ world, sizes, say }) => rounds({ world, say, ...sizes.rounds }),
  },
  notices: {
    about: 'from the lock to the notice',
    isRepeated: true,
    run: ({ world, sizes, say }) => notices({ world, say, poll: 1, ...sizes.notices }),
  },
  pushes: {
    about: 'from the lock to the notice, where the provider calls',
    isRepeated: true,
    run: ({ world, sizes, say }) => pushes({ world, say, ...sizes.pushes }),
  },
  rest: {
    about: 'start, memory and processor at rest, the cost of a poll',
    isRepeated: true,
    run: ({ world, sizes, say }) => atRest({ world, say, ...sizes.rest }),
  },
  steady: {
    about: 'clicks that keep coming, and the backlog they leave',
    isRepeated: true,
    run: async ({ world, sizes, say }) => [
      ...(await steady({ world, say, kind: 'postgres', ...sizes.steady })),
      ...(await steady({ world, say, kind: 'embedded', ...sizes.steadyEmbedded })),
    ],
  },
  pressure: {
    about: 'clicks beside 500 slow clients, bombs in headers and bodies of 10 MB, and beside a poisoned connector',
    isLong: true,
    isRepeated: true,
    run: ({ world, sizes, say }) => pressure({ world, say, ...sizes.pressure }),
  },
  'slow-polls': {
    about: 'from the lock to the notice, polled every 30 s',
    isLong: true,
    run: ({ world, sizes, say }) => notices({ world, say, poll: 30, ...sizes.slowPolls }),
  },
  storms: {
    about: 'a storm of locks that goes on for 30 s, a flood that one poll finds',
    isLong: true,
    run: ({ world, sizes, say }) => storms({ world, say, ...sizes.storms }),
  },
  accounts: {
    about: 'storms and clicks beside a million people who are known',
    isLong: true,
    isRepeated: true,
    run: ({ world, sizes, say }) => amongMany({ world, say, ...sizes.accounts }),
  },
  mirror: {
    about: 'a directory until everybody is mirrored, beside a bare read of it',
    isRepeated: true,
    run: ({ world, sizes, say }) => mirror({ world, say, ...sizes.mirror }),
  },
  reminders: {
    about: 'clicks while everybody is reminded of their password, and without',
    isLong: true,
    isRepeated: true,
    run: async ({ world, sizes, say }) => [
      ...(await reminders({ world, say, kind: 'postgres', ...sizes.reminders })),
      ...(await reminders({ world, say, kind: 'embedded', ...sizes.remindersEmbedded })),
    ],
  },
  sweep: {
    about: 'whom to remind among a million accounts, beside the bare statement',
    isRepeated: true,
    run: ({ world, sizes, say }) => sweep({ world, say, ...sizes.sweep }),
  },
  mails: {
    about: 'everybody is reminded of their password by mail, beside bare mails and a script',
    isLong: true,
    isRepeated: true,
    run: async ({ world, sizes, say }) => [
      ...(await mails({ world, say, kind: 'postgres', ...sizes.mails })),
      ...(await mails({ world, say, kind: 'embedded', ...sizes.mails })),
    ],
  },
  tickets: {
    about: 'from a recorded ticket to the desk, clicks while the desk is down, and what an hour without it leaves',
    isRepeated: true,
    run: ({ world, sizes, say }) => tickets({ world, say, ...sizes.tickets }),
  },
  audit: {
    about: 'the verification of a million audit rows',
    isLong: true,
    isRepeated: true,
    run: ({ world, sizes, say }) => audit({ world, say, ...sizes.audit }),
  },
  words: {
    about: 'free text that is read, beside nlp.js',
    isRepeated: true,
    run: ({ sizes, say }) => words({ say, ...sizes.words }),
  },
};
