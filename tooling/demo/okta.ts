// `npm run demo:okta`: the whole product against a stand-in of Okta, with no network. A line each step, exit 1 where one does not come about.
import { playOktaStory } from './okta-story.ts';

if (process.argv.includes('--help')) {
  console.log(
    'npm run demo:okta\nLocked out, told, Yes, unlocked; a lost phone; a password that is about to expire; a forgotten one, Okta’s own mail. No network, nothing is left behind.',
  );
  process.exit(0);
}
const begun = performance.now();
try {
  await playOktaStory({
    tell: (step) => console.log(`✓ ${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${step}`),
  });
} catch (error) {
  console.error(`✗ ${(error as Error).message}`);
  process.exit(1);
}
