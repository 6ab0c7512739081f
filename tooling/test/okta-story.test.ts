import { playOktaStory } from '../demo/okta-story.ts';
import { freshInstallation } from './support/fresh-installation.ts';

test('LN-4 LN-9 MFA-8 PE-5 PE-7 PR-3 `npm run demo:okta`: locked out, told by Okta’s hook, unlocked on Yes; a lost phone’s factor removed; reminded before the password expires; a new one by Okta’s own mail', async () => {
  const steps: string[] = [];
  await playOktaStory({ tell: (step) => steps.push(step), directory: await freshInstallation() });
  expect(steps.some((step) => /expires in [34] days/.test(step))).toBe(true);
  expect(steps.at(-1)).toContain('it signs in');
}, 90_000);
