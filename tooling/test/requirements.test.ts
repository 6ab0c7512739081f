import { fileURLToPath } from 'node:url';
import { findProofs, idsIn, unproven } from '../requirements/proofs.ts';

const proofs = findProofs(fileURLToPath(new URL('../..', import.meta.url)));

test('every requirement is shown by a test that bears its id, or is known not to be', () => {
  expect(proofs.length).toBeGreaterThan(70);
  expect(proofs.filter(({ id, total }) => total === 0 && !(id in unproven)).map(({ id }) => id)).toEqual([]);
});

test('what people can ask for is shown on the whole server, not by policies alone', () => {
  const asked = proofs.filter(({ id }) => /^(?:UA|PR|MFA)-/.test(id));
  expect(asked.filter(({ files }) => files.server === 0).map(({ id }) => id)).toEqual([]);
});

test('an id in a comment, or as a part of another, shows nothing', () => {
  const ids = idsIn(
    `/** PR-1 */\n// PR-2\ntest('PR-3 MFA-0 says', () => {}); const x = 'XPR-4 PR-55x'; test.each([])('UA-1');`,
  );
  expect([...ids]).toEqual(['PR-3', 'MFA-0', 'UA-1']);
});
