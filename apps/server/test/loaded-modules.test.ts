import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sandboxConfiguration, startServer, temporaryDirectory } from '../../../tooling/testing/index.ts';

/** Writes down at its end what a process has loaded. */
const hook = (file: string) => `
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
const loaded = [];
registerHooks({
  load(url, context, next) {
    loaded.push(url);
    return next(url, context);
  },
});
process.on('exit', () => writeFileSync(${JSON.stringify(file)}, loaded.join('\\n')));
`;

test('a server loads the connectors that are configured, and nothing of those that are not', async () => {
  const directory = temporaryDirectory();
  const [loaded, hooks] = [join(directory, 'loaded'), join(directory, 'hooks.mjs')];
  writeFileSync(hooks, hook(loaded));
  const server = await startServer({
    configuration: sandboxConfiguration({ people: ['alex'] }),
    directory,
    environment: { NODE_OPTIONS: `--import ${pathToFileURL(hooks).href}` },
  });
  await server.stop();
  const urls = readFileSync(loaded, 'utf8').split('\n');
  const packages = new Set(
    urls.flatMap((url) => /\/packages\/((?:identity|channel|ticketing)-[a-z-]+)\//.exec(url)?.[1] ?? []),
  );
  expect([...packages].sort()).toEqual(['channel-web', 'identity-sandbox', 'ticketing-local']);
  // What only those need that are not configured.
  for (const library of [
    'ldapts',
    '@slack/bolt',
    'imapflow',
    'nodemailer',
    'mailparser',
    'mailauth',
    'openid-client',
    'ai',
  ])
    expect(urls.filter((url) => url.includes(`/node_modules/${library}/`))).toEqual([]);
}, 60_000);
