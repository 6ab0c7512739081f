import { playTeamsStory } from '../demo/teams-story.ts';
import { freshInstallation } from './support/fresh-installation.ts';

test('LN-4 LN-9 UA-4 `npm run demo:teams`: given the app and told in Teams, unlocked on Yes; a form; forgeries; a click while the server is dead counts once', async () => {
  const steps: string[] = [];
  await playTeamsStory({ tell: (step) => steps.push(step), directory: await freshInstallation() });
  expect(steps.at(-1)).toContain('says goodbye');
}, 90_000);
