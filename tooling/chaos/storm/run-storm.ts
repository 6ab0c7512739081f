import { setTimeout as delay } from 'node:timers/promises';
import { missingForPostgres } from '../../real-servers/postgres.ts';
import { formatTable, type SeededRandom, seededRandom } from '../../testing/index.ts';
import { type DatabaseKind, World } from '../world.ts';
import { judgeStorm, type StormCount } from './judge-storm.ts';

/** What was counted of one storm. */
export interface StormLine extends StormCount {
  readonly database: DatabaseKind;
  readonly people: number;
  readonly kills: number;
  readonly auditWhole: boolean;
  readonly findings: readonly string[];
  readonly seconds: number;
  readonly ok: boolean;
}

/** What must be installed first; undefined: nothing. */
export function missingForStorm(database: DatabaseKind): string | undefined {
  return database === 'postgres' ? missingForPostgres() : undefined;
}

export interface RunStormOptions {
  readonly database: DatabaseKind;
  readonly seed: number;
  readonly say: (line: string) => void;
}

/** More than begin it. */
const people = 60;
/** Some of those who were held back are unlocked at the directory before they are told. */
const helped = 5;
/** Begins with more than 20, and tells so many while it lasts. Seconds that are minutes elsewhere. */
const rules = { people: 20, notices: 30, within: 15_000, quietFor: 3000 };
/** How often a server looks whether it is over, and lets some in again. Milliseconds. */
const round = 5000;
const patience = 120_000;

/** Many people are locked at the same moment, and the server is killed while it begins, while it lasts and while it ends. */
export async function runStorm({ database, seed, say }: RunStormOptions): Promise<StormLine> {
  const begun = performance.now();
  const random = seededRandom(`${seed}/storm/${database}`);
  const attackMode = JSON.stringify({ ...rules, within: `${rules.within}ms`, quietFor: `${rules.quietFor}ms` });
  const world = await World.build({ database, place: { servers: ['all'] }, attackMode });
  try {
    await world.start();
    const { lastLockAt, kills, ...played } = await play(world, random);
    // What would come a second time has the time to.
    await delay(2 * round);
    const stopFindings = await world.stop().then(
      () => [],
      (error: Error) => [error.message],
    );
    const audit = await world.auditFindings();
    const count = await judgeStorm({ standIn: world.standIn, ...played, rules, quietAfter: lastLockAt });
    const findings = [...count.findings, ...stopFindings, ...audit];
    if (findings.length > 0) say(`  what the server wrote: ${await world.keepLog(`storm-${database}-${seed}`)}`);
    return {
      ...count,
      ...{ database, people: played.logins.length, kills, auditWhole: audit.length === 0, findings },
      seconds: Math.round((performance.now() - begun) / 1000),
      ok: findings.length === 0,
    };
  } finally {
    await world.remove();
  }
}

async function play(world: World, random: SeededRandom) {
  const { standIn, seat } = world;
  const logins = Array.from({ length: people }, () => world.newLogin());
  const kill = async () => {
    await seat.kill();
    await seat.start();
  };
  // While it begins.
  const first = delay(random.next() * 400).then(kill);
  await Promise.all(logins.map((login) => standIn.lock(login)));
  const lastLockAt = Date.now();
  await first;
  await until(async () => (await told(world, logins)).length > rules.people / 2);
  // While it lasts: nobody is let in again by a server that has just started.
  await delay(random.next() * 2000);
  await kill();
  // Whoever was about to be told when it was killed is told by the server after it, and was not held back.
  await until(async () => (await told(world, logins)).length + (await heldBack(world)) === people);
  const known = await told(world, logins);
  const spared = logins.filter((login) => !known.includes(login)).slice(0, helped);
  await Promise.all(spared.map((login) => standIn.unlock(login)));
  const sparedAt = Date.now();
  const waiting = logins.filter((login) => !spared.includes(login));
  // While those who were held back are told, 25 in a round.
  const before = known.length;
  await until(async () => (await told(world, waiting)).length > before);
  await delay(random.next() * 400);
  await kill();
  await until(async () => (await told(world, waiting)).length === waiting.length);
  return { logins, spared, sparedAt, lastLockAt, kills: 3 };
}

/** Who was shown anything. */
async function told({ standIn }: World, logins: readonly string[]): Promise<readonly string[]> {
  const seen = new Set((await standIn.allMessages()).map(({ login }) => login));
  return logins.filter((login) => seen.has(login));
}

/** How many people the server says it holds back, as of its last round. */
async function heldBack({ seat }: World): Promise<number> {
  const metrics = await (await fetch(new URL('/metrics', seat.url))).text();
  return Number(/^access_account_lockouts_held (\d+)$/m.exec(metrics)?.[1] ?? Number.NaN);
}

/** What does not come about is told by what is counted afterwards. */
async function until(look: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patience;
  while (performance.now() < deadline && !(await look())) await delay(100);
}

export function stormTable(lines: readonly StormLine[]): string {
  return formatTable(
    [
      'storm · database',
      'people',
      'kills',
      'incidents',
      'told in it',
      'told after',
      'lost',
      'doubled',
      'audit',
      'took',
      '',
    ],
    lines.map((line) => [
      line.database,
      ...[line.people, line.kills, line.incidents, line.toldWithin, line.toldAfter, line.lost, line.doubled].map(
        String,
      ),
      line.auditWhole ? 'whole' : 'DAMAGED',
      `${line.seconds} s`,
      line.ok ? 'ok' : 'RED',
    ]),
  );
}
