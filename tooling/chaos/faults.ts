import { setTimeout as delay } from 'node:timers/promises';
import type { SeededRandom } from '../testing/index.ts';
import type { DatabaseKind, World } from './world.ts';

export interface Fault {
  readonly name: string;
  readonly summary: string;
  readonly databases: readonly DatabaseKind[];
  readonly servers: 1 | 2;
  /** Struck while a new installation is started for the first time, instead of in the middle of a story. */
  readonly firstStart?: true;
  /** Breaks something and brings it back. */
  readonly strike: (world: World, random: SeededRandom) => Promise<void>;
}

const both = ['embedded', 'postgres'] as const;

export const faults: readonly Fault[] = [
  {
    name: 'kill',
    summary: 'SIGKILL of the server at any moment of the story; started again at once',
    databases: both,
    servers: 1,
    strike: async ({ seats: [seat] }) => {
      await seat?.kill();
      await seat?.start();
    },
  },
  {
    name: 'kill-again',
    summary: 'the same, and a second SIGKILL while the restarted server catches up',
    databases: both,
    servers: 1,
    strike: async ({ seats: [seat] }, random) => {
      if (seat === undefined) return;
      await seat.kill();
      seat.spawn();
      await delay(random.next() * seat.startTook * 1.2);
      await seat.kill();
      await seat.start();
    },
  },
  {
    name: 'first-start',
    summary: 'SIGKILL while a new installation makes its database; started again on what is left',
    databases: both,
    servers: 1,
    firstStart: true,
    strike: async ({ seats: [seat] }) => {
      await seat?.kill();
      await seat?.start();
    },
  },
  {
    name: 'kill-one-of-two',
    summary: 'two servers share a database and the people; SIGKILL of either, which comes back later',
    databases: ['postgres'],
    servers: 2,
    strike: async ({ seats }, random) => {
      const [first, ...others] = seats;
      if (first === undefined) return;
      const seat = random.pick([first, ...others]);
      await seat.kill();
      await delay(random.next() * 1500);
      await seat.start();
    },
  },
  {
    name: 'kill-database',
    summary: 'SIGKILL of PostgreSQL itself; started again on what it left',
    databases: ['postgres'],
    servers: 1,
    strike: async ({ cluster }) => cluster?.killAndRestart(),
  },
];
