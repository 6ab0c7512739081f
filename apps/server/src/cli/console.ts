import { loadConfiguration } from '../config/load-configuration.ts';
import type { Ended, Link } from '../http/api-schemas.ts';
import type { CommandOptions } from './options.ts';
import { localServer } from './reach.ts';

/** Prints a link that opens the console once, in a browser on this machine: the way in when nobody can sign in. */
export async function consoleLink({ config, json }: CommandOptions): Promise<number> {
  const server = await localServer(loadConfiguration({ file: config, environment: process.env }));
  if (server === undefined) return nobodyRuns();
  const { token } = (await (await server.post('/api/v1/console/links', {})).json()) as Link;
  const link = `${server.url}/console/enter?token=${token}`;
  if (json) console.log(JSON.stringify({ link }));
  else console.log(`Open once, within ten minutes, in a browser on this machine:\n${link}`);
  return 0;
}

/** Signs an operator out wherever they are, or everybody; 1 when nobody was signed in. */
export async function consoleSignOut({
  config,
  json,
  subject,
}: CommandOptions & { readonly subject: string | undefined }): Promise<number> {
  const server = await localServer(loadConfiguration({ file: config, environment: process.env }));
  if (server === undefined) return nobodyRuns();
  const answer = await server.post('/api/v1/console/sessions/end', subject === undefined ? {} : { subject });
  const { ended } = (await answer.json()) as Ended;
  if (json) console.log(JSON.stringify({ ended }));
  else console.log(ended === 0 ? 'Nobody was signed in.' : `✓ ${ended} ended. Whoever still may can sign in again.`);
  return ended === 0 ? 1 : 0;
}

function nobodyRuns(): number {
  console.error('No server runs on this machine with this data directory: start it first.');
  return 2;
}
