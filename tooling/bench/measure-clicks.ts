import { percentile } from '../testing/index.ts';
import type { ClickSubject } from './click-subject.ts';
import { closedLoop, type LoadResult } from './http-load.ts';
import { watchMachine } from './machine.ts';
import { measureDrain } from './measure-drain.ts';
import type { Reading } from './reading.ts';

/** People with a question open, each good for one click. */
export interface ClickPeople {
  /** Click one after the other, each when the one before was told. */
  readonly alone: readonly string[];
  /** Click 32 at a time, each as soon as another was acknowledged. */
  readonly crowd: readonly string[];
  /** Click 32 at a time, each when another was told. */
  readonly storm: readonly string[];
}

/** How many clicks are open at a time where many are. */
const open = 32;
/** Milliseconds a reply may take before it counts as lost. */
const patience = 120_000;

/** One subject's clicks: alone, acknowledged in a crowd, and answered in a storm. */
export async function measureClicks(subject: ClickSubject, people: ClickPeople): Promise<readonly Reading[]> {
  const { name } = subject;
  const answersAreAll = subject.replied === undefined;

  const duringAlone = watchMachine();
  const alone = await click(subject, { people: people.alone, open: 1, awaited: true });
  const one = { subject: name, n: people.alone.length, unit: 'ms', machine: duringAlone() } as const;

  const duringCrowd = watchMachine();
  const crowd = await click(subject, { people: people.crowd, open, awaited: false });
  const many = { subject: name, n: people.crowd.length, machine: duringCrowd() } as const;
  const drained = await measureDrain(subject);
  await crowd.everybodyIsTold;

  const readings: Reading[] = [
    { ...one, figure: 'click acknowledged, 1 open, p50', value: percentile(tookOf(alone), 0.5) },
    { ...one, figure: 'click acknowledged, 1 open, p99', value: percentile(tookOf(alone), 0.99) },
    { ...many, figure: 'clicks, 32 open', unit: '/s', value: crowd.answers.length / crowd.seconds },
    { ...many, figure: 'click acknowledged, 32 open, p50', unit: 'ms', value: percentile(tookOf(crowd), 0.5) },
    { ...many, figure: 'click acknowledged, 32 open, p99', unit: 'ms', value: percentile(tookOf(crowd), 0.99) },
  ];
  if (drained !== undefined) {
    readings.push({
      ...many,
      n: drained.effects,
      figure: 'backlog drained',
      unit: '/s',
      value: drained.effects / drained.seconds,
    });
    readings.push({ ...many, figure: 'backlog when the clicks ended', unit: '', value: drained.effects });
  }
  if (answersAreAll) return readings;

  const duringStorm = watchMachine();
  const storm = await click(subject, { people: people.storm, open, awaited: true });
  return [
    ...readings,
    { ...one, figure: 'click to reply, 1 open, p50', value: percentile(await alone.everybodyIsTold, 0.5) },
    {
      subject: name,
      figure: 'unlocks with reply, 32 open',
      unit: '/s',
      n: people.storm.length,
      value: people.storm.length / storm.seconds,
      machine: duringStorm(),
    },
  ];
}

interface ClickOptions {
  readonly people: readonly string[];
  readonly open: number;
  /** Whether the next clicks only when this one was told. */
  readonly awaited: boolean;
}

interface Clicked extends LoadResult {
  /** Milliseconds from click to reply, of everybody who is told at all. */
  readonly everybodyIsTold: Promise<readonly number[]>;
}

async function click(subject: ClickSubject, { people, open, awaited }: ClickOptions): Promise<Clicked> {
  const told = new Map<string, Promise<number>>();
  const result = await closedLoop({
    members: people,
    open,
    post: (login) => {
      const pressed = performance.now();
      const reply = subject.replied?.(login).then((at) => at - pressed);
      if (reply !== undefined) told.set(login, reply);
      return subject.click(login);
    },
    afterwards: async (login, { status, body }) => {
      if (status < 200 || status > 299) throw new Error(`${subject.name} answered a click with ${status}: ${body}`);
      if (awaited) await inTime([told.get(login)], subject.name);
    },
  });
  return { ...result, everybodyIsTold: inTime([...told.values()], subject.name) };
}

/** Rejects when somebody is not told for so long that they never will be. */
async function inTime<Value>(replies: readonly Value[], name: string): Promise<Awaited<Value>[]> {
  const { promise: overdue, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`${name} did not reply to a click within ${patience} ms.`)),
    patience,
  );
  try {
    return await Promise.race([Promise.all(replies), overdue]);
  } finally {
    clearTimeout(timer);
  }
}

function tookOf({ answers }: LoadResult): readonly number[] {
  return answers.map(({ took }) => took);
}
