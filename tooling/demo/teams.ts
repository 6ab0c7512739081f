// `npm run demo:teams`: the whole product in front of a stand-in of Microsoft Teams, with no network. A line each step, exit 1 where one does not come about.
import { playTeamsStory } from './teams-story.ts';

if (process.argv.includes('--help')) {
  console.log(
    'npm run demo:teams\nThe app is given to somebody who is locked out, Yes is answered by its card, unlocked; a form; forgeries; a server that dies and comes back. No network, nothing is left behind.',
  );
  process.exit(0);
}
const begun = performance.now();
try {
  await playTeamsStory({
    tell: (step) => console.log(`✓ ${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${step}`),
  });
} catch (error) {
  console.error(`✗ ${(error as Error).message}`);
  process.exit(1);
}
