import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../testing/index.ts';
import type { Fault } from './fault.ts';
import { judge, type Verdict } from './ledger.ts';
import { type PlaceName, places } from './places.ts';
import { type Plot, type PlotName, plots } from './plots.ts';
import { playRound, type Round, type Strike } from './round.ts';
import { playStory, type Story } from './story.ts';
import { type DatabaseKind, type Provider, World } from './world.ts';

export interface RunPlaceOptions {
  readonly place: PlaceName;
  readonly faults: readonly Fault[];
  readonly database: DatabaseKind;
  readonly rounds: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

/** Everything that is known of a fault after its rounds. */
export interface FaultResult {
  readonly fault: string;
  readonly database: DatabaseKind;
  readonly rounds: number;
  readonly strikes: readonly Strike[];
  readonly stories: readonly Story[];
  readonly verdicts: readonly Verdict[];
  readonly auditFindings: readonly string[];
  /** What is wrong beside the stories. */
  readonly findings: readonly string[];
  readonly seconds: number;
  /** What the p50 of its recovery is held against, milliseconds. */
  readonly recoversWithin?: number | undefined;
}

/** Milliseconds in which something done twice would be seen. */
const afterwards = 1000;

/** Plays the rounds of all faults of a place, one after the other in one installation, and judges them at the end. */
export async function runPlace(options: RunPlaceOptions): Promise<readonly FaultResult[]> {
  return options.place === 'first-start' ? firstStarts(options) : storiesStruck(options);
}

interface PlayedFault {
  readonly fault: Fault;
  readonly rounds: readonly Round[];
  readonly findings: readonly string[];
  readonly seconds: number;
}

async function storiesStruck({
  place,
  faults,
  database,
  rounds,
  seed,
  say,
}: RunPlaceOptions): Promise<readonly FaultResult[]> {
  const world = await World.build({ database, place: places[place] });
  try {
    await world.start();
    const calm: Story[] = [];
    const typical = new Map<PlotName, Story['took']>();
    const played: PlayedFault[] = [];
    for (const fault of faults) {
      const begun = performance.now();
      const plot = fault.plot ?? 'unlock';
      if (!typical.has(plot)) {
        // Undisturbed, to learn how long a chapter takes here; the first one is slower than those that follow.
        for (let time = 0; time < 2; time += 1) calm.push(await plots[plot].play({ world, login: world.newLogin() }));
        typical.set(plot, calm.at(-1)?.took ?? {});
      }
      const one = await playFault({ world, fault, database, rounds, seed, typical: typical.get(plot) ?? {} });
      const seconds = (performance.now() - begun) / 1000;
      played.push({ fault, ...one, seconds });
      say(`  ${fault.name} · ${database}: ${rounds} rounds (${seconds.toFixed(1)} s)`);
    }
    const results = await judged(world, { database, rounds, played, calm });
    if (
      results.some(
        ({ verdicts, findings, auditFindings }) =>
          [...verdicts.flatMap((verdict) => verdict.findings), ...findings, ...auditFindings].length > 0,
      )
    )
      say(`  what the servers wrote: ${await world.keepLog(`${place}-${database}-${seed}`)}`);
    return results;
  } finally {
    await world.remove();
  }
}

interface PlayFaultOptions {
  readonly world: World;
  readonly fault: Fault;
  readonly database: DatabaseKind;
  readonly rounds: number;
  readonly seed: number;
  readonly typical: Story['took'];
}

async function playFault({ world, fault, database, rounds, seed, typical }: PlayFaultOptions) {
  const random = seededRandom(`${seed}/${fault.name}/${database}`);
  const plot: Plot = plots[fault.plot ?? 'unlock'];
  const aims = fault.aims ?? plot.aims;
  const plan = random.shuffled(Array.from({ length: rounds }, (_, round) => aims[round % aims.length] ?? 'pressing'));
  const deaths = deathsIn(world);
  const struck = struckIn(world, fault);
  const played: Round[] = [];
  for (const aim of plan) played.push(await playRound({ world, fault, random, aim, typical }));
  // A moment too late, and a fault meets nobody: that shows nothing, and is played again.
  const idleRounds = () =>
    fault.holdsUp ? rounds - played.filter(({ strike }) => (strike?.heldUp ?? 0) > 0).length : 0;
  const metNobody = () => (isProvider(fault.place) && struckIn(world, fault) === struck) || idleRounds() > 0;
  for (let again = 0; again < 3 && metNobody(); again += 1) {
    played.push(await playRound({ world, fault, random, aim: fault.aims?.[0] ?? 'pressing', typical }));
  }
  const findings = played.flatMap((round) => round.findings);
  // Filling the disk below a database may end it; everything else a server outlives.
  if (deathsIn(world) > deaths && fault.place !== 'disk') findings.push('a server ended by itself');
  if (idleRounds() > 0)
    findings.push(`in ${idleRounds()} of ${rounds} rounds nobody had to wait for the end of the fault`);
  else if (metNobody()) findings.push('the fault met no request');
  return { rounds: played, findings };
}

async function judged(
  world: World,
  {
    database,
    rounds,
    played,
    calm,
  }: {
    readonly database: DatabaseKind;
    readonly rounds: number;
    readonly played: readonly PlayedFault[];
    readonly calm: readonly Story[];
  },
): Promise<readonly FaultResult[]> {
  await delay(afterwards);
  const stopFindings = await world.stop().then(
    () => [],
    (error: Error) => [error.message],
  );
  const auditFindings = await world.auditFindings();
  const verdicts = await judge(world, [
    ...calm,
    ...played.flatMap((one) => one.rounds.flatMap(({ stories }) => stories)),
  ]);
  const verdictsOf = (stories: readonly Story[]) => stories.flatMap(({ login }) => verdicts.get(login) ?? []);
  const before = verdictsOf(calm).flatMap(({ findings }) => findings.map((finding) => `before any strike: ${finding}`));
  return played.map((one) => {
    const stories = one.rounds.flatMap((round) => round.stories);
    const repeats = verdictsOf(stories).reduce((sum, verdict) => sum + verdict.repeats, 0);
    const repeated = one.fault.noRepeats && repeats > 0 ? [`${repeats} writes were asked for twice`] : [];
    return {
      fault: one.fault.name,
      database,
      rounds,
      strikes: one.rounds.flatMap(({ strike }) => strike ?? []),
      stories,
      verdicts: verdictsOf(stories),
      auditFindings,
      findings: [...before, ...one.findings, ...repeated, ...stopFindings],
      seconds: one.seconds,
      recoversWithin: one.fault.recoversWithin?.[database],
    };
  });
}

async function firstStarts({
  place,
  faults,
  database,
  rounds,
  seed,
}: RunPlaceOptions): Promise<readonly FaultResult[]> {
  const results: FaultResult[] = [];
  for (const fault of faults) {
    const begun = performance.now();
    const random = seededRandom(`${seed}/${fault.name}/${database}`);
    const parts: FaultResult[] = [];
    let typical = 0;
    // The first one is not struck: it tells how long a first start takes here.
    for (let round = 0; round <= rounds; round += 1) {
      const world = await World.build({ database, place: places[place] });
      try {
        const strikes: Strike[] = [];
        if (round > 0) {
          world.seat.spawn();
          await delay(random.next() * typical);
          const struck = await fault.strike(world, random, () => undefined);
          strikes.push({ landed: ['first start'], recovery: performance.now() - struck, heldUp: 0 });
        }
        await world.start();
        if (round === 0) typical = world.seat.startTook;
        const story = await playStory({ world, login: world.newLogin() });
        const played = [
          { fault, rounds: [{ stories: [story], strike: strikes[0], findings: [] }], findings: [], seconds: 0 },
        ];
        parts.push(...(await judged(world, { database, rounds, played, calm: [] })));
      } finally {
        await world.remove();
      }
    }
    results.push({
      fault: fault.name,
      database,
      rounds,
      strikes: parts.flatMap(({ strikes }) => strikes),
      stories: parts.flatMap(({ stories }) => stories),
      verdicts: parts.flatMap(({ verdicts }) => verdicts),
      auditFindings: parts.flatMap(({ auditFindings }) => auditFindings),
      findings: parts.flatMap(({ findings }) => findings),
      seconds: (performance.now() - begun) / 1000,
    });
  }
  return results;
}

function deathsIn({ seats }: World): number {
  return seats.reduce((sum, { deaths }) => sum + deaths, 0);
}

function struckIn(world: World, { place }: Fault): number {
  return isProvider(place) ? world.proxy(place).struck : 0;
}

function isProvider(place: PlaceName): place is Provider & PlaceName {
  return place === 'directory' || place === 'desk' || place === 'chat';
}
