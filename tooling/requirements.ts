// Which requirement is shown by which tests, by the ids in their names. A line each, exit 1 where one has none; --json for machines.
import { fileURLToPath } from 'node:url';
import { findProofs, placesOfTests, unproven } from './requirements/proofs.ts';
import { formatTable } from './testing/index.ts';

if (process.argv.includes('--help')) {
  console.log(
    'node tooling/requirements.ts [--json]\nWhich requirement is shown by which tests, by the ids in their names.',
  );
  process.exit(0);
}

const proofs = findProofs(fileURLToPath(new URL('..', import.meta.url)));
const missing = proofs.filter(({ total }) => total === 0).map(({ id }) => id);
if (process.argv.includes('--json')) console.log(JSON.stringify({ proofs, missing }));
else {
  const places = Object.keys(placesOfTests) as (keyof typeof placesOfTests)[];
  const rows = proofs.map(({ id, files, total }) => [
    id,
    ...places.map((place) => String(files[place] || '')),
    total > 0 ? '' : (unproven[id] ?? 'NONE'),
  ]);
  console.log(formatTable(['requirement', ...places, ''], rows));
  console.log(`\n${proofs.length} requirements, ${missing.length} without a test: ${missing.join(', ') || 'none'}`);
}
process.exit(missing.every((id) => id in unproven) ? 0 : 1);
