// Breaks everything around people's stories, and counts what was lost, doubled or claimed falsely.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { missingForPostgres } from '../real-servers/postgres.ts';
import { faults } from './faults.ts';
import { type IdentityLine, identityKinds, identityTable, runIdentities } from './identities/run-identities.ts';
import { type Place, type PlaceName, places } from './places.ts';
import { type FaultLine, fewestJudged, landedOf, lineOf, tableOf, unplayed } from './report.ts';
import { type RunPlaceOptions, runPlace } from './run-place.ts';
import { missingForStorm, runStorm, type StormLine, stormTable } from './storm/run-storm.ts';
import type { DeskKind } from './tickets/desk.ts';
import { deskKinds, missingForDesk, runTickets, type TicketLine, ticketTable } from './tickets/run-tickets.ts';
import type { DatabaseKind } from './world.ts';

const help = `npm run chaos -- [options]

Plays the main road from wrong passwords to the resolved ticket with several people at once, strikes in the middle of it,
and counts in the providers' ledger what was lost, doubled or claimed falsely. Exit code 1: something was.

  --rounds N     strikes per fault and database (default 2)
  --seed N       the moments of the strikes (default: a new one, printed)
  --tickets N    people with a ticket at each desk (default 8 a round; 500 is the long form)
  --only NAMES   faults, places, tickets or storm by name, separated by commas
  --database D   embedded or postgres (default: both)
  --json         one JSON document instead of the table
  --list         the faults there are
  --help
`;

/** Tickets at each desk for every round. */
const ticketsPerRound = 8;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    tickets: { type: 'string' },
    only: { type: 'string' },
    database: { type: 'string' },
    json: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
// What is mounted and what runs is let go of on the way out: a listener for each.
process.setMaxListeners(200);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
process.exitCode = values.help ? usage(0) : values.list ? list() : await run();

type Work = Pick<RunPlaceOptions, 'place' | 'faults' | 'database'>;

async function run(): Promise<number> {
  const begun = performance.now();
  const rounds = Number(values.rounds);
  const seed = Number(values.seed);
  const tickets = Number(values.tickets ?? rounds * ticketsPerRound);
  if (![rounds, seed, tickets].every(Number.isInteger) || rounds < 1 || tickets < 1) return usage(2);
  const chosen = works();
  const desks = chosenDesks();
  const identities = chosenIdentities();
  const storms = chosenStorms();
  if (chosen === undefined || chosen.length + desks.length + identities.length + storms.length === 0) return usage(2);
  say(`seed ${seed}: the same moments again with --seed ${seed}`);

  const skipped = new Set<string>();
  const possible = chosen.filter((work) => {
    const missing = missingFor(work);
    if (missing !== undefined) skipped.add(missing);
    return missing === undefined;
  });
  const possibleDesks = desks.filter((kind) => {
    const missing = missingForDesk(kind);
    if (missing !== undefined) skipped.add(`Tickets at ${kind.name} (${missing})`);
    return missing === undefined;
  });
  const possibleStorms = storms.filter((database) => {
    const missing = missingForStorm(database);
    if (missing !== undefined) skipped.add(`PostgreSQL (${missing})`);
    return missing === undefined;
  });
  const lines: FaultLine[] = [];
  const ticketLines: TicketLine[] = [];
  const identityLines: IdentityLine[] = [];
  const stormLines: StormLine[] = [];
  const play = async (work: Work) => {
    say(`… ${work.place} · ${work.database}`);
    try {
      lines.push(...(await runPlace({ ...work, rounds, seed, say })).map(lineOf));
    } catch (error) {
      // An installation that does not even come up is as red as one that loses something.
      lines.push(
        ...work.faults.map((fault) =>
          unplayed({ fault: fault.name, database: work.database, rounds, error: error as Error }),
        ),
      );
    }
  };
  const alone = possible.filter((work) => rounds >= fewestJudged && isStartTimed(work));
  for (const work of alone) await play(work);
  await sideBySide([
    ...identities.map((kind) => async () => {
      say(`… ${kind.name} · embedded`);
      identityLines.push(...(await runIdentities({ kind, rounds, seed, say })));
    }),
    ...possibleDesks.map((kind) => async () => {
      say(`… tickets · ${kind.name}`);
      ticketLines.push(await runTickets({ kind, tickets, seed, say }));
    }),
    ...possibleStorms.map((database) => async () => {
      say(`… storm · ${database}`);
      stormLines.push(await runStorm({ database, seed, say }));
    }),
    ...possible.filter((work) => !alone.includes(work)).map((work) => () => play(work)),
  ]);
  const sorted = faults.flatMap(({ name }) => lines.filter(({ fault }) => fault === name));
  const all = [...sorted, ...ticketLines, ...identityLines, ...stormLines];
  const ok = all.every((line) => line.ok) && all.length > 0;
  const seconds = Math.round((performance.now() - begun) / 1000);
  report({
    ...{ seed, ok, seconds, lines: sorted, tickets: ticketLines, identities: identityLines, storms: stormLines },
    skipped: [...skipped],
  });
  return ok ? 0 : 1;
}

interface Report {
  readonly seed: number;
  readonly ok: boolean;
  readonly seconds: number;
  readonly lines: readonly FaultLine[];
  readonly tickets: readonly TicketLine[];
  readonly identities: readonly IdentityLine[];
  readonly storms: readonly StormLine[];
  readonly skipped: readonly string[];
}

function report({ seed, ok, seconds, lines, tickets, identities, storms, skipped }: Report): void {
  if (values.json) {
    process.stdout.write(
      `${JSON.stringify({ seed, ok, seconds, lines, tickets, identities, storms, skipped }, null, 2)}\n`,
    );
    return;
  }
  if (lines.length > 0) console.log(`\n${tableOf(lines)}\n`);
  if (tickets.length > 0) console.log(`\n${ticketTable(tickets)}\n`);
  if (identities.length > 0) console.log(`\n${identityTable(identities)}\n`);
  if (storms.length > 0) console.log(`\n${stormTable(storms)}\n`);
  for (const line of lines) console.log(`${line.fault} · ${line.database} struck: ${landedOf(line)}`);
  // What was found comes last: whoever reads the end of a long log reads it.
  for (const { database, findings } of storms)
    for (const finding of findings) console.log(`✗ storm · ${database}: ${finding}`);
  for (const { provider, fault, findings } of identities)
    for (const finding of findings) console.log(`✗ ${provider}-${fault}: ${finding}`);
  for (const { desk, findings } of tickets)
    for (const finding of findings) console.log(`✗ tickets · ${desk}: ${finding}`);
  for (const line of lines)
    for (const finding of line.findings) console.log(`✗ ${line.fault} · ${line.database}: ${finding}`);
  for (const one of skipped) console.log(`SKIPPED: ${one}`);
  const sum = (of: 'rounds' | 'stories') => lines.reduce((total, line) => total + line[of], 0);
  const people = tickets.reduce((total, line) => total + line.tickets, 0);
  const wishes = identities.reduce((total, line) => total + line.wishes, 0);
  console.log(
    `\n${sum('rounds')} rounds, ${sum('stories')} stories, ${people} tickets, ${wishes} wishes at identity providers, ${seconds} s`,
  );
  console.log(ok ? '✓ Nothing was lost, doubled or claimed falsely.' : `✗ Red. Again with: --seed ${seed}`);
}

/** What was asked for, by place and database: the faults of a place share an installation. Undefined: there is no such thing. */
function works(): readonly Work[] | undefined {
  const names = values.only?.split(',');
  const isKnown = (name: string) =>
    isTickets(name) ||
    isIdentity(name) ||
    name === 'storm' ||
    faults.some((fault) => fault.name === name || fault.place === name);
  if (names?.some((name) => !isKnown(name))) return undefined;
  const databases = (['embedded', 'postgres'] as const).filter((one) =>
    [undefined, one].includes(values.database as DatabaseKind),
  );
  const asked = faults.filter(
    ({ name, place }) => names === undefined || names.includes(name) || names.includes(place),
  );
  const found = databases.flatMap((database) =>
    [
      ...Map.groupBy(
        asked.filter((fault) => fault.databases.includes(database)),
        ({ place }) => place,
      ),
    ].map(([place, faults]) => ({ place, faults, database })),
  );
  // Those with the most to do begin, so that none of them is waited for alone at the end.
  return found.toSorted((one, other) => other.faults.length - one.faults.length);
}

/** The desks that were asked for: `tickets`, or one of them. */
function chosenDesks(): readonly DeskKind[] {
  const names = values.only?.split(',');
  return deskKinds.filter(
    ({ name, database }) =>
      [undefined, database].includes(values.database as DatabaseKind) &&
      (names === undefined || names.includes('tickets') || names.includes(`tickets-${name}`)),
  );
}

/** The identity providers that were asked for, by name. */
function chosenIdentities() {
  const names = values.only?.split(',');
  return identityKinds.filter(
    ({ name }) => values.database !== 'postgres' && (names === undefined || names.includes(name)),
  );
}

/** The databases a storm was asked for on. */
function chosenStorms(): readonly DatabaseKind[] {
  const names = values.only?.split(',');
  if (names !== undefined && !names.includes('storm')) return [];
  return (['embedded', 'postgres'] as const).filter((one) =>
    [undefined, one].includes(values.database as DatabaseKind),
  );
}

function isIdentity(name: string): boolean {
  return identityKinds.some((kind) => kind.name === name);
}

function isTickets(name: string): boolean {
  return name === 'tickets' || deskKinds.some((kind) => name === `tickets-${kind.name}`);
}

function missingFor({ place, database }: Work): string | undefined {
  const postgres = database === 'postgres' ? missingForPostgres() : undefined;
  if (postgres !== undefined) return `PostgreSQL (${postgres})`;
  const { missing }: Place = places[place satisfies PlaceName];
  const other = missing?.();
  return other === undefined ? undefined : `${place} (${other})`;
}

/**
 * Most of a recovery of the embedded database is the start of its server, which takes two cores where it can have them: its bar
 * is held to nobody's neighbours. On PostgreSQL it is the lease of whoever died, which waits.
 */
function isStartTimed({ faults, database }: Work): boolean {
  return database === 'embedded' && faults.some(({ recoversWithin }) => recoversWithin?.embedded !== undefined);
}

/** Twice as many installations as cores: most of the time goes by waiting. */
async function sideBySide(works: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = [...works];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: 2 * availableParallelism() }, lane));
}

function list(): number {
  const rows = faults.map(({ name, place, databases, summary }) => [name, place, databases.join(', '), summary]);
  for (const [name = '', place = '', databases = '', summary = ''] of rows)
    console.log(`${name.padEnd(26)} ${place.padEnd(12)} ${databases.padEnd(20)} ${summary}`);
  for (const { name, database } of deskKinds)
    console.log(
      `${`tickets-${name}`.padEnd(26)} ${'tickets'.padEnd(12)} ${database.padEnd(20)} faults on every fifth request, kills of the server (and of the desk)`,
    );
  console.log(
    `${'storm'.padEnd(26)} ${'storm'.padEnd(12)} ${'embedded, postgres'.padEnd(20)} sixty people locked at once, three kills of the server in it`,
  );
  for (const { name } of identityKinds)
    console.log(
      `${name.padEnd(26)} ${name.padEnd(12)} ${'embedded'.padEnd(20)} nine faults before the provider’s stand-in`,
    );
  return 0;
}

/** Progress goes to standard error where standard output is for machines. */
function say(line: string): void {
  (values.json ? process.stderr : process.stdout).write(`${line}\n`);
}

function usage(code: number): number {
  (code === 0 ? process.stdout : process.stderr).write(help);
  return code;
}
