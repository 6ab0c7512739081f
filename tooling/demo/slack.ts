// `npm run demo:slack`: the whole product in front of a stand-in of Slack, with no network. A line each step, exit 1 where one does not come about.
import { playSlackStory } from './slack-story.ts';

if (process.argv.includes('--help')) {
  console.log(
    'npm run demo:slack\nLocked out, told in Slack, Yes, unlocked; a form; a server that dies and comes back. By Socket Mode, no network, nothing is left behind.',
  );
  process.exit(0);
}
const begun = performance.now();
try {
  await playSlackStory({
    tell: (step) => console.log(`✓ ${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${step}`),
  });
} catch (error) {
  console.error(`✗ ${(error as Error).message}`);
  process.exit(1);
}
