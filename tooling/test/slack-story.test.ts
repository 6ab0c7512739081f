import { playSlackStory } from '../demo/slack-story.ts';
import { freshInstallation } from './support/fresh-installation.ts';

test('LN-4 LN-9 UA-4 `npm run demo:slack`: told in Slack by Socket Mode, unlocked on Yes; a form; a click while the server is dead counts once', async () => {
  const steps: string[] = [];
  await playSlackStory({ tell: (step) => steps.push(step), directory: await freshInstallation() });
  expect(steps.at(-1)).toContain('closes its socket');
}, 90_000);
