import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readThreats } from '../threats/read-threats.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const threats = readThreats(root);

test('every threat has a name of its own', () => {
  expect(threats.length).toBeGreaterThan(20);
  expect(new Set(threats.map(({ id }) => id)).size).toBe(threats.length);
});

test.each(threats.map((threat) => [threat.id, threat] as const))(
  '%s is observed by tests that are there',
  (_, threat) => {
    for (const { file, name } of threat.observations) {
      expect({ file, isThere: existsSync(join(root, file)) }).toEqual({ file, isThere: true });
      if (name !== null) expect(readFileSync(join(root, file), 'utf8')).toContain(name);
    }
  },
);
