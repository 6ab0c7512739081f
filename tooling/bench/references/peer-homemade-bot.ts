// What most teams would write: Slack's own framework, an LDAP client, no database. A click that is in flight when it
// ends is lost, and nobody knows afterwards what was done.
import type { AddressInfo } from 'node:net';
import bolt, { type BlockAction, type ButtonAction } from '@slack/bolt';
import { Attribute, Change, Client } from 'ldapts';
import { readReferenceOptions } from './reference-options.ts';

const { secret, ldap, chat } = readReferenceOptions();
const directory = new Client({ url: ldap.url });
await directory.bind(ldap.bindDn, ldap.password);

const app = new bolt.App({
  signingSecret: secret,
  token: 'xoxb-a-token-of-the-stand-in',
  tokenVerificationEnabled: false,
  clientOptions: { slackApiUrl: `${chat}/` },
  logLevel: bolt.LogLevel.ERROR,
});

app.action<BlockAction<ButtonAction>>('unlock', async ({ ack, action, body, client }) => {
  await ack();
  const modification = new Attribute({ type: 'pwdAccountLockedTime' });
  await directory.modify(`uid=${action.value},${ldap.peopleDn}`, new Change({ operation: 'delete', modification }));
  await client.chat.postMessage({ channel: body.user.id, text: 'Your account is unlocked.' });
});

const server = await app.start({ port: 0, host: '127.0.0.1' });
process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events` });
process.once('disconnect', () => process.exit(0));
