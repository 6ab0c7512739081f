import { playOktaStory } from '../demo/okta-story.ts';
import { freshInstallation } from './support/fresh-installation.ts';

test('LN-4 LN-9 MFA-8 PR-3 `npm run demo:okta`: locked out, told by Okta’s hook, unlocked on Yes; a lost phone’s factor removed; a new password by Okta’s own mail', async () => {
  const steps: string[] = [];
  await playOktaStory({ tell: (step) => steps.push(step), directory: await freshInstallation() });
  expect(steps.at(-1)).toContain('it signs in');
}, 90_000);
