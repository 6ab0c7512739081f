import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startOktaFake } from '../../packages/identity-okta/src/fake/index.ts';
import { Chat, startServer, temporaryDirectory } from '../testing/index.ts';

export interface OktaStoryOptions {
  /** Told of every step when it has come about. */
  readonly tell: (step: string) => void;
  /** Where it is installed, and removed from at the end; a fresh folder unless given. */
  readonly directory?: string;
}

const person = {
  login: 'alex@acme.test',
  email: 'alex@acme.test',
  displayName: 'Alex Moreau',
  password: 'Correct-Horse-1',
};
const hookSecret = 'the-hook-of-a-demonstration-and-of-nothing-else';

/**
 * The whole product against a stand-in of Okta, with no network: somebody is locked out, Okta's event hook calls, the person
 * is told, says Yes, is unlocked and signs in with the old password; then loses a phone and has its second factor removed;
 * then is reminded that the password expires, and changes it on Okta's page; then forgets it, and Okta mails its own link.
 * @throws when something did not come about.
 */
export async function playOktaStory({ tell, directory = temporaryDirectory() }: OktaStoryOptions): Promise<void> {
  const okta = await startOktaFake({ clock: { now: () => new Date() } });
  let server: Awaited<ReturnType<typeof startServer>> | undefined;
  let chat: Chat | undefined;
  try {
    const { organisation } = okta;
    const contractors = organisation.addGroup();
    const lock = { autoUnlockMinutes: 30, maxAttempts: 5 };
    organisation.setPolicies([{ name: 'Contractors', groups: [contractors], maxAgeDays: 33, ...lock }], {
      maxAgeDays: 90,
      ...lock,
    });
    const alex = organisation.addPerson(person);
    // A factor is removed only for somebody whose password is not of yesterday.
    alex.passwordChanged = new Date(Date.now() - 30 * 24 * 60 * 60_000);
    tell(`A stand-in of Okta listens on ${okta.orgUrl}, with one person in it.`);

    const { privateKey = '', ...app } = okta.appConfig();
    const config = { ...app, privateKey: '${env:OKTA_KEY}', hookSecret: '${env:OKTA_HOOK_SECRET}' };
    // Whoever waits for the next poll waits for an hour: what comes sooner came by the hook.
    const configuration = JSON.stringify({
      dataDirectory: 'data',
      connectors: {
        okta: { package: '@access-account/identity-okta', poll: { every: '1h' }, list: { every: '1s' }, config },
        web: { package: '@access-account/channel-web', config: { personas: true } },
        desk: { package: '@access-account/ticketing-local' },
      },
      people: { mainIdentity: 'okta', channels: ['web'], tickets: 'desk' },
      // The sign that it helped is Okta's last sign-in; here it is looked for at once.
      policies: {
        followThrough: { nudgeAfter: '2s', handOffAfter: '1m' },
        // By default it takes more than the chat to show who somebody is, and without it the desk takes over.
        mfaReset: { verification: 'chat' },
        // Today's slot has come, whenever this is played.
        passwordExpiry: { at: '00:00', timeZone: 'UTC', weekends: 'send' },
      },
    });
    const environment = { OKTA_KEY: privateKey, OKTA_HOOK_SECRET: hookSecret };
    server = await startServer({ configuration, directory, environment });
    tell(`Access Account listens on ${server.url}.`);

    await okta.addEventHook({ url: `${server.url}/connectors/okta/hook`, secret: hookSecret, fetch: globalThis.fetch });
    tell('Okta verified its event hook.');

    chat = await Chat.open({ url: server.url, person: person.login });
    await until(() => okta.requests.includes('GET /api/v1/logs'), 'the first poll');
    await until(() => okta.requests.includes('GET /api/v1/policies'), 'the first look at everybody');
    for (let tries = 0; tries < 5; tries += 1) organisation.signIn(person.login, 'not this one');
    demand(alex.status === 'LOCKED_OUT', 'five wrong passwords lock the account');
    tell('Five wrong passwords: Okta locked the account.');

    const notice = await chat.shown('Shall I unlock it?');
    tell(`The chat says: ${notice.text}`);
    await chat.choose('Yes');
    tell('The person presses Yes.');
    const done = await chat.shown('is unlocked');
    tell(`The chat says: ${done.text}`);
    demand(organisation.signIn(person.login, person.password), 'the old password signs in');
    tell('The old password signs in again.');
    const token = operatorToken(directory);
    await until(async () => (await tickets(server?.url ?? '', token)).includes('resolved'), 'a resolved ticket');
    tell('Okta tells of the sign-in, and the ticket is resolved.');

    for (const factorType of ['push', 'token:software:totp']) {
      const profile = { name: 'Pixel 9', credentialId: 'the phone' };
      organisation.enrolFactor(alex, { factorType, provider: 'OKTA', profile });
    }
    organisation.enrolFactor(alex, {
      factorType: 'sms',
      provider: 'OKTA',
      profile: { phoneNumber: '+1 555 010 4321' },
    });
    await chat.say('I lost my phone');
    const { form } = await chat.shown((message) => message.form !== null);
    const lost = form?.fields[0]?.options.find(({ label }) => label.includes('Pixel 9'));
    tell(`The chat asks which second factor is to go; the person chooses ${lost?.label}.`);
    await chat.press(form?.submit.token ?? '', { [form?.fields[0]?.name ?? '']: lost?.value ?? '' });
    await until(
      () => alex.factors.length === 1,
      'removed factor',
      () => chat?.messages.at(-1)?.text,
    );
    demand(alex.factors[0]?.factorType === 'sms', 'the other second factor stays');
    const reset = await chat.shown(/removed|reset/i);
    tell(`The chat says: ${reset.text}`);

    alex.groups.add(contractors);
    tell('The person joins a group whose passwords are good for 33 days; this one is 30 days old.');
    const reminder = await chat.shown('expires in');
    tell(`The chat says: ${reminder.text}`);
    await chat.choose('Change password');
    const { text, links } = await chat.shown(({ links }) => links.some(({ url }) => url.startsWith(okta.orgUrl)));
    tell(`The chat says: ${text} (${links[0]?.url})`);
    organisation.setPassword(alex, 'Another-Horse-2');
    demand(organisation.signIn(person.login, 'Another-Horse-2'), 'the changed password signs in');
    tell('The person changed the password on Okta’s page, and it signs in.');

    await chat.say('I forgot my password');
    await until(
      () => organisation.mails.length > 0,
      'Okta’s own mail',
      () => chat?.messages.at(-1)?.text,
    );
    const mail = organisation.mails.at(-1);
    tell(`Okta mailed its own link to ${mail?.to}.`);
    demand(!JSON.stringify(chat.events).includes(mail?.token ?? ''), 'the link of the mail is not in the chat');
    demand(organisation.choosePassword(mail?.token ?? '', 'A-Third-Horse-3'), 'the link takes a new password');
    demand(organisation.signIn(person.login, 'A-Third-Horse-3'), 'the new password signs in');
    tell('The person chose a new password behind that link, and it signs in.');
  } finally {
    chat?.close();
    await server?.stop();
    await okta.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(`It does not hold that ${what}.`);
}

async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  instead: () => string | undefined = () => undefined,
): Promise<void> {
  const overdue = AbortSignal.timeout(20_000);
  while (!(await holds())) {
    if (overdue.aborted) throw new Error(`There is no ${what}. ${instead() ?? ''}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function operatorToken(directory: string): string {
  const { token } = JSON.parse(readFileSync(join(directory, 'data/operator.json'), 'utf8')) as { token: string };
  return token;
}

async function tickets(url: string, token: string): Promise<readonly string[]> {
  const response = await fetch(`${url}/api/v1/tickets?limit=50`, { headers: { authorization: `Bearer ${token}` } });
  const answer = (await response.json()) as { readonly tickets: readonly { readonly status: string }[] };
  return answer.tickets.map(({ status }) => status);
}
