import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ people: ['alex'], more: 'policies: { mfaReset: { verification: chat } }' });
}, 60_000);
afterAll(() => world.close());

async function recorded() {
  const rows = await world.database.rows<{ body: string }>(
    "select body from audit where body like '%configuration-changed%' order by id",
  );
  return rows.map(
    ({ body }) =>
      JSON.parse(body) as { summary: string; detail: { sha256: string; version: string; warned: string[] } },
  );
}

test('T4 the audit knows with which configuration the product runs, and what it was warned about', async () => {
  const [first, ...more] = await recorded();
  expect(more).toEqual([]);
  expect(first?.summary).toContain('for the first time');
  expect(first?.detail).toEqual({
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    version: expect.any(String),
    warned: ['policies.mfaReset.verification'],
  });
});

test('T4 the same configuration is not told again, a comment is none of it, and another one is', async () => {
  const file = join(world.directory, 'access-account.yaml');
  const text = readFileSync(file, 'utf8');
  await world.restart();
  writeFileSync(file, `# A remark.\n${text}`);
  await world.restart();
  expect(await recorded()).toHaveLength(1);
  writeFileSync(file, text.replace('verification: chat', 'verification: step-up'));
  await world.restart();
  const [first, second, ...more] = await recorded();
  expect(more).toEqual([]);
  expect(second?.summary).toContain('another configuration');
  expect(second?.detail.warned).toEqual([]);
  expect(second?.detail.sha256).not.toBe(first?.detail.sha256);
  expect((await world.verifyAudit()).findings).toEqual([]);
});
