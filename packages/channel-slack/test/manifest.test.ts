import { readFileSync } from 'node:fs';
import { scopes } from '../src/check-slack.ts';
import { slackConnector } from '../src/index.ts';

const manifest = readFileSync(new URL('../slack-manifest.yaml', import.meta.url), 'utf8');
const entries = [...manifest.matchAll(/^ +- ([a-z_:.]+)/gm)].map(([, entry]) => entry);

test('the manifest asks for every scope that an operation needs, for every event that is read, and for nothing else (O)', () => {
  const events = slackConnector.permissions['event.listen'].filter((name) => /^[a-z_.]+$/.test(name));
  const needed = new Set([...Object.values(scopes).flat(), 'assistant:write', ...events]);
  expect(entries.toSorted()).toEqual([...needed].toSorted());
});
