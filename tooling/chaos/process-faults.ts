import { setTimeout as delay } from 'node:timers/promises';
import { afterAKill, bothDatabases, type Fault } from './fault.ts';

/** Faults of the server's own process. */
export const processFaults: readonly Fault[] = [
  {
    name: 'kill',
    summary: 'SIGKILL of the server; started again at once',
    databases: bothDatabases,
    place: 'process',
    recoversWithin: afterAKill,
    strike: async ({ seat }) => {
      const struck = performance.now();
      await seat.kill();
      await seat.start();
      return struck;
    },
  },
  {
    name: 'kill-mfa-reset',
    summary: 'SIGKILL in the middle of an MFA reset, while new second factors are set up; started again at once',
    databases: bothDatabases,
    place: 'process',
    plot: 'mfa-reset',
    recoversWithin: afterAKill,
    strike: async ({ seat }) => {
      const struck = performance.now();
      await seat.kill();
      await seat.start();
      return struck;
    },
  },
  {
    name: 'kill-again',
    summary: 'SIGKILL, and a second one while the restarted server catches up',
    databases: bothDatabases,
    place: 'process',
    recoversWithin: afterAKill,
    strike: async ({ seat }, random) => {
      await seat.kill();
      seat.spawn();
      await delay(random.next() * seat.startTook * 1.2);
      const struck = performance.now();
      await seat.kill();
      await seat.start();
      return struck;
    },
  },
  {
    name: 'first-start',
    summary: 'SIGKILL while a new installation makes its database; started again on what is left',
    databases: bothDatabases,
    place: 'first-start',
    strike: async ({ seat }) => {
      const struck = performance.now();
      await seat.kill();
      await seat.start();
      return struck;
    },
  },
  {
    name: 'drain',
    summary: 'SIGTERM: what was begun is finished within 10 s, the exit code is 0; started again',
    databases: bothDatabases,
    place: 'process',
    strike: async ({ seat }) => {
      const struck = performance.now();
      await seat.stop();
      await seat.start();
      return struck;
    },
  },
];
