import { mkdtempSync, readdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditVerdict } from '../src/audit/verify-audit.ts';
import { withProduct } from '../src/cli/reach.ts';
import { onPostgres } from './support/fresh-data.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ people: ['alex'] });
}, 60_000);
afterAll(() => world.close());

const witnessesIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.witness'));
/** In these tests a server that is started again is the same process; really the one before had another pid. */
const underAnotherPid = () => {
  const folder = join(world.directory, 'data');
  if (!onPostgres) return;
  for (const [index, name] of witnessesIn(folder).entries())
    renameSync(join(folder, name), join(folder, `audit.${index + 1}.witness`));
};
const readyz = async () => (await fetch(`${world.url}/readyz`)).json() as Promise<{ status: string; audit: object }>;
const verdict = async () => {
  const headers = { authorization: `Bearer ${world.product.access.operatorToken}` };
  return (await (await fetch(`${world.url}/api/v1/audit/verdict`, { headers })).json()) as AuditVerdict;
};
const allIsSealed = () =>
  until(async () => (await world.database.rows('select 1 from audit_unsealed limit 1')).length === 0);

// Beside a server the command line opens a PostgreSQL itself, and nothing else.
(onPostgres ? test : test.skip)('a command that changes nothing leaves no witness behind', async () => {
  await allIsSealed();
  const dataDirectory = mkdtempSync(join(tmpdir(), 'access-account-command-'));
  const pauses = await withProduct({ ...world.product.configuration, dataDirectory }, ({ pauses }) => pauses.list());
  expect(pauses).toEqual([]);
  expect(witnessesIn(dataDirectory)).toEqual([]);
});

test('every witness of the data directory counts, also those of servers that ended', async () => {
  await world.lockedOut('alex');
  await world.restart(async () => underAnotherPid());
  const { rows, witnessed, findings } = await verdict();
  expect(findings).toEqual([]);
  expect(witnessed).toBe(rows);
});

test('an end that is cut off while the server is started again is found: readyz and the console’s verdict say so', async () => {
  await world.restart(async (database) => {
    const last = await database.rows<{ id: string }>('select id from audit_position order by n desc limit 2');
    expect(last).toHaveLength(2);
    for (const table of ['audit', 'audit_position', 'audit_unsealed'])
      await database.run(`delete from ${table} where id = any($1::uuid[])`, [last.map(({ id }) => id)]);
    underAnotherPid();
  });
  await until(async () => (await readyz()).status === 'degraded');
  expect(await readyz()).toMatchObject({
    audit: {
      state: 'degraded',
      reason: expect.stringMatching(/position \d+ was sealed, and the database ends at \d+/),
    },
  });
  const problems = (await verdict()).findings.map(({ problem }) => problem);
  expect(problems).toContain('the row was committed and is gone');
  expect(problems).toContainEqual(expect.stringMatching(/were sealed and are gone/));
});
