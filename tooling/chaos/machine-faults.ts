import { setTimeout as delay } from 'node:timers/promises';
import { bothDatabases, type Fault } from './fault.ts';
import type { World } from './world.ts';

/** What was witnessed before may still be performed: until nothing is for so many milliseconds, and no longer than that. */
const settled = { after: 500, within: 5000 };
/** Milliseconds in which nothing may be performed from then on. */
const quiet = 1000;

function clockFault(name: string, seconds: number, summary: string): Fault {
  return {
    name,
    summary,
    databases: bothDatabases,
    place: 'clock',
    strike: async ({ clock }) => {
      await clock.jump(seconds);
      return performance.now();
    },
    afterwards: ({ clock }) => clock.jump(0),
  };
}

/** Faults of the machine that the server runs on. */
export const machineFaults: readonly Fault[] = [
  {
    name: 'disk-full',
    summary: 'not one byte more fits on the disk of the data directory (embedded: the database too), then it is freed',
    databases: bothDatabases,
    place: 'disk',
    aims: ['noticing', 'pressing', 'unlocking'],
    // To fill it takes as long as half a story: whoever was there may be done by then.
    peopleKeepComing: true,
    holdsUp: true,
    strike: async ({ disk, seat }, random, tookHold) => {
      await disk.fill();
      tookHold();
      await delay(1000 + random.next() * 1000);
      await disk.free();
      const healed = performance.now();
      // As whoever looks after servers does: one that has ended is started again.
      await seat.start();
      return healed;
    },
  },
  {
    name: 'audit-unwritable',
    summary: 'the witness of the audit cannot be written: nothing may be performed meanwhile, and it heals',
    databases: bothDatabases,
    place: 'audit',
    aims: ['noticing', 'pressing', 'unlocking'],
    peopleKeepComing: true,
    holdsUp: true,
    strike: async ({ disk, standIn }, _random, tookHold) => {
      await disk.fill();
      tookHold();
      const before = await performedUntilSettled(standIn);
      await delay(quiet);
      const after = await performed(standIn);
      await disk.free();
      if (after > before)
        throw new Error(`${after - before} effects were performed while the audit could not be written`);
      return performance.now();
    },
  },
  clockFault('clock-ahead', 6 * 60, 'the clock jumps six minutes ahead, and back after the stories'),
  clockFault('clock-behind', -6 * 60, 'the clock jumps six minutes back, and ahead after the stories'),
  clockFault('clock-a-day-ahead', 25 * 60 * 60, 'the clock jumps 25 hours ahead, and back after the stories'),
];

async function performed(standIn: World['standIn']): Promise<number> {
  return Object.values(await standIn.counters()).reduce((sum, { changed }) => sum + changed, 0);
}

async function performedUntilSettled(standIn: World['standIn']): Promise<number> {
  const begun = performance.now();
  for (let before = await performed(standIn); ; ) {
    await delay(settled.after);
    const now = await performed(standIn);
    if (now === before || performance.now() - begun > settled.within) return now;
    before = now;
  }
}
