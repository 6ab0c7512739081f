import { playTeamsStory } from '../demo/teams-story.ts';

test('LN-4 LN-9 UA-4 `npm run demo:teams`: given the app and told in Teams, unlocked on Yes; a form; forgeries; a click while the server is dead counts once', async () => {
  const steps: string[] = [];
  await playTeamsStory({ tell: (step) => steps.push(step) });
  expect(steps.at(-1)).toContain('says goodbye');
}, 90_000);
