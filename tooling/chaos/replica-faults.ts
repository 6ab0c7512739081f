import { setTimeout as delay } from 'node:timers/promises';
import type { SeededRandom } from '../testing/index.ts';
import { afterAKill, type Fault } from './fault.ts';
import { providers, type World } from './world.ts';

const postgres = ['postgres'] as const;

/** Every server, one after the other, is asked to stop and started again. */
async function rollingRestart({ seats }: World): Promise<number> {
  for (const seat of seats) {
    await seat.stop();
    await seat.start();
  }
  return performance.now();
}

/** SIGKILL of one of the servers, which comes back later. */
const killOneOf =
  (from: number): Fault['strike'] =>
  async ({ seats }, random) => {
    const seat = seats[from + Math.floor(random.next() * (seats.length - from))];
    const struck = performance.now();
    await seat?.kill();
    await delay(random.next() * 1500);
    await seat?.start();
    return struck;
  };

/** Milliseconds after which a silent server counts as dead and others take over what it held. */
const life = 8000;

/** SIGSTOP of one of the servers for longer than it counts as alive; then it goes on as if nothing had been. */
async function freezeOne({ seats }: World, random: SeededRandom): Promise<number> {
  const struck = performance.now();
  await seats[Math.floor(random.next() * seats.length)]?.freeze(life + 1000 + random.next() * 3000);
  return struck;
}

/** Faults where several servers share a database and the people, and of the database itself. */
export const replicaFaults: readonly Fault[] = [
  {
    name: 'kill-one-of-two',
    summary: 'SIGKILL of either of two servers, which comes back later',
    databases: postgres,
    place: 'two',
    recoversWithin: afterAKill,
    strike: killOneOf(0),
  },
  {
    name: 'rolling-two',
    summary: 'rolling restart of two servers by SIGTERM while people keep coming',
    databases: postgres,
    place: 'two',
    peopleKeepComing: true,
    strike: rollingRestart,
  },
  {
    name: 'late-providers',
    summary:
      'every provider takes a second longer, so that what one of two servers has begun lies open before the other',
    databases: postgres,
    place: 'two',
    aims: ['pressing', 'unlocking'],
    noRepeats: true,
    strike: async (world) => {
      for (const provider of providers) world.proxy(provider).break('late');
      await delay(8000);
      for (const provider of providers) world.proxy(provider).heal();
      return performance.now();
    },
  },
  {
    name: 'frozen-server',
    summary: 'one of two servers stands still between a click and what comes of it, counts as dead, and goes on',
    databases: postgres,
    place: 'two',
    people: 10,
    aims: ['pressing', 'unlocking', 'closing'],
    strike: freezeOne,
  },
  {
    name: 'frozen-server-late',
    summary: 'the same while every provider takes a second longer: it stands still in the middle of its calls',
    databases: postgres,
    place: 'two',
    people: 10,
    aims: ['pressing', 'unlocking', 'closing'],
    strike: async (world, random) => {
      for (const provider of providers) world.proxy(provider).break('late');
      await delay(random.next() * 4000);
      const struck = await freezeOne(world, random);
      for (const provider of providers) world.proxy(provider).heal();
      return struck;
    },
  },
  {
    name: 'kill-one-of-three',
    summary: 'SIGKILL of any of three servers, which comes back later',
    databases: postgres,
    place: 'three',
    people: 6,
    recoversWithin: afterAKill,
    strike: killOneOf(0),
  },
  {
    name: 'rolling-three',
    summary: 'rolling restart of three servers by SIGTERM while people keep coming',
    databases: postgres,
    place: 'three',
    peopleKeepComing: true,
    strike: rollingRestart,
  },
  {
    name: 'kill-database',
    summary: 'SIGKILL of PostgreSQL itself; started again on what it left',
    databases: postgres,
    place: 'database',
    strike: async ({ cluster }) => {
      const struck = performance.now();
      await cluster.killAndRestart();
      return struck;
    },
  },
  {
    name: 'kill-database-under-load',
    summary: 'the same while 24 people click at once and more keep coming',
    databases: postgres,
    place: 'database',
    people: 24,
    peopleKeepComing: true,
    aims: ['pressing', 'unlocking'],
    strike: async ({ cluster }) => {
      const struck = performance.now();
      await cluster.killAndRestart();
      return struck;
    },
  },
  {
    name: 'kill-a-worker',
    summary: 'one server takes the clicks, two do the work; SIGKILL of either worker, which comes back later',
    databases: postgres,
    place: 'roles',
    aims: ['pressing', 'unlocking'],
    recoversWithin: afterAKill,
    strike: killOneOf(1),
  },
];
