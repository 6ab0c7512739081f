import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkAmbient } from '../boundaries/ambient.ts';

function rootWith(folder: string, text: string): string {
  const root = mkdtempSync(join(tmpdir(), 'ambient-'));
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, 'planted.ts'), text);
  return root;
}

test.each([
  ['pure', 'packages/policies/src', 'const now = Date.now();'],
  ['pure', 'packages/policies/src', 'const now = new Date();'],
  ['pure', 'packages/understanding/src', 'const chance = Math.random();'],
  ['connector-doors', 'packages/identity-one/src', 'const key = process.env.KEY;'],
  ['connector-doors', 'packages/channel-two/src/operations', 'await fetch(url);'],
])('%s: what %s reaches for is found', (rule, folder, text) => {
  expect(checkAmbient(rootWith(folder, text)).violations).toMatchObject([{ rule, line: 1 }]);
});

test('an instant that was handed in, the context’s fetch and comments are fine', () => {
  const text = 'const at = new Date(Date.parse(instant));\n// Date.now() would be cheating\n';
  expect(checkAmbient(rootWith('packages/policies/src', text)).violations).toEqual([]);
  expect(checkAmbient(rootWith('packages/identity-one/src', 'await context.fetch(url);')).violations).toEqual([]);
});
