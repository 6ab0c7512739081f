import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sandboxConfiguration } from '../../../tooling/testing/index.ts';
import { ConfigurationError } from '../src/config/configuration-error.ts';
import { loadConfiguration } from '../src/config/load-configuration.ts';
import { settingsOf } from '../src/config/settings-of.ts';
import { loadConnectors } from '../src/registry/load-connectors.ts';

const minimal = sandboxConfiguration();

interface Given {
  readonly text: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

function fileWith({ text, files = {} }: Given): string {
  const directory = mkdtempSync(join(tmpdir(), 'access-account-configuration-'));
  for (const [name, content] of Object.entries({ ...files, 'access-account.yaml': text })) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
  return join(directory, 'access-account.yaml');
}

const load = (given: Given) => loadConfiguration({ file: fileWith(given), environment: given.environment ?? {} });

/** What a configuration is refused for. */
async function refused(given: Given): Promise<ConfigurationError> {
  try {
    await loadConnectors(load(given));
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('The configuration was accepted.');
}

/** The line a text stands on, as an editor counts. */
const lineOf = (text: string, words: string) => text.slice(0, text.indexOf(words)).split('\n').length;

describe('a mistake is named with its file, line, key and remedy', () => {
  test.each([
    ['an unknown key', 'colour: blue', 'colour', 'there is no such key'],
    [
      'an unknown key further in',
      'policies: { unlockAccount: { tickts: never } }',
      'policies.unlockAccount.tickts',
      'no such key',
    ],
    [
      'a duration without a unit',
      'policies: { lockoutNotification: { gap: 6 } }',
      'policies.lockoutNotification.gap',
      '',
    ],
    [
      'a duration with a strange unit',
      'policies: { lockoutNotification: { gap: 6w } }',
      'policies.lockoutNotification.gap',
      '30s, 5m, 6h',
    ],
    [
      'a gap that would tell people again and again',
      'policies: { lockoutNotification: { gap: 0s } }',
      'policies.lockoutNotification.gap',
      '1m or longer',
    ],
    [
      'a count of nothing',
      'policies: { lockoutNotification: { atMost: 0 } }',
      'policies.lockoutNotification.atMost',
      '',
    ],
    [
      'a word that is none of ours',
      'policies: { lockoutNotification: { mode: maybe } }',
      'policies.lockoutNotification.mode',
      '',
    ],
    [
      'an environment variable that is not set',
      'operators: "${env:NO_SUCH_VARIABLE}"',
      'operators',
      'NO_SUCH_VARIABLE is not set',
    ],
    [
      'a file that is not there',
      'audit: { key: "${file:secrets/key}" }',
      'audit.key',
      'secrets/key cannot be read (ENOENT)',
    ],
    ['a database of another kind', 'database: mysql://localhost/x', 'database', 'postgres://'],
    ['an address that is none', 'publicUrl: not an address', 'publicUrl', ''],
  ])('%s', async (_, more, key, summary) => {
    const text = `${minimal}\n${more}\n`;
    const error = await refused({ text });
    expect(error.problems).toHaveLength(1);
    const [problem] = error.problems;
    expect(problem).toMatchObject({ key, line: lineOf(text, more.split(':')[0] ?? '') });
    expect(problem?.summary).toContain(summary);
    expect(problem?.remedy).not.toBe('');
    expect(error.message).toContain(`access-account.yaml:${problem?.line} ${key}: `);
  });

  test.each([
    ['people.tickets', minimal.replace('tickets: desk', 'tickets: nobody')],
    ['people.mainIdentity', minimal.replace('mainIdentity: sandbox', 'mainIdentity: nobody')],
    ['people.channels.0', minimal.replace('channels: [web]', 'channels: [nobody]')],
  ])('%s names a connector that is not there', async (key, text) => {
    const error = await refused({ text });
    expect(error.problems).toMatchObject([{ key, summary: 'there is no connector named “nobody”.' }]);
    expect(error.problems[0]?.remedy).toContain('sandbox, web, desk');
  });

  test('a connector’s own key, at its own line', async () => {
    const text = minimal.replace(
      'web: { package: "@access-account/channel-web" }',
      'web:\n    package: "@access-account/channel-web"\n    config:\n      displayName: ""\n      colour: blue',
    );
    const { problems } = await refused({ text });
    expect(problems.map(({ key }) => key)).toContain('connectors.web.config.displayName');
    expect(problems[0]?.line).toBe(lineOf(text, 'displayName: ""'));
    expect(problems[0]?.remedy).toContain('access-account connectors web');
  });

  test('everything that is wrong, at once', async () => {
    const error = await refused({ text: `${minimal}\ncolour: blue\nshape: round\naudit: { key: "\${env:GONE}" }\n` });
    expect(error.problems.map(({ key }) => key)).toEqual(expect.arrayContaining(['colour', 'shape', 'audit.key']));
    expect(error.message.split('\n')).toHaveLength(error.problems.length);
  });

  test('what is not YAML, at its line', async () => {
    const error = await refused({ text: 'organization: Acme\nconnectors: [\n' });
    expect(error.problems[0]?.summary).toContain('not valid YAML');
    expect(error.problems[0]?.line).toBeGreaterThan(1);
  });

  test('the same key twice', async () => {
    expect((await refused({ text: `${minimal}\npeople: {}\n` })).problems[0]?.summary).toContain('unique');
  });

  test.each(['', '~', '[]', 'hello', '42'])('a file that holds “%s” instead of a configuration', async (text) => {
    const error = await refused({ text });
    expect(error.problems.length).toBeGreaterThan(0);
  });

  test('no file at all', () => {
    expect(() => loadConfiguration({ file: '/nowhere/access-account.yaml', environment: {} })).toThrow(
      '/nowhere/access-account.yaml (file): cannot be read (ENOENT). Give the right path with --config FILE',
    );
  });

  test.each(['http', '-1', '65536', '3000.5'])('PORT=%s', (PORT) => {
    expect(() => load({ text: minimal, environment: { PORT } })).toThrow(`“${PORT}” is not a port.`);
  });
});

describe('what a good one means', () => {
  test('defaults are those of the documentation', () => {
    const { policies, host, port, database, audit } = load({ text: minimal });
    expect({ host, port, database, key: audit.key }).toEqual({
      host: '127.0.0.1',
      port: 3000,
      database: 'embedded',
      key: 'generated',
    });
    expect(policies).toEqual({
      attackMode: {
        enabled: true,
        within: 300_000,
        people: 20,
        share: 0.01,
        notices: 100,
        per: 3_600_000,
        quietFor: 900_000,
      },
      unlockAccount: { enabled: true, shadow: false, tickets: 'always', audience: 'all' },
      lockoutNotification: {
        enabled: true,
        shadow: false,
        mode: 'unlock',
        atMost: 4,
        per: 86_400_000,
        gap: 21_600_000,
        newEpisodeBreaksGap: false,
        instructionsInFirstMessage: false,
        audience: 'all',
      },
      passwordReset: {
        enabled: true,
        shadow: false,
        mode: 'link',
        portals: [],
        tickets: 'on-failure',
        audience: 'all',
      },
      mfaReset: {
        enabled: true,
        shadow: false,
        modes: ['single', 'all'],
        enrolUrl: null,
        tickets: 'always',
        audience: 'all',
      },
      passwordExpiry: {
        enabled: true,
        shadow: false,
        firstReminderDays: 14,
        at: '10:00',
        timeZone: 'America/Los_Angeles',
        perPersonTimeZone: false,
        weekends: 'send',
        holidays: [],
        changePassword: 'reset',
        portals: [],
        audience: 'all',
        ignoreCoversExpired: true,
        tickets: 'never',
      },
      personalSettings: { enabled: true, fewestNotices: 'none', language: true, channel: true },
      proof: {
        otherFactor: true,
        code: { enabled: true, unchangedFor: 2_592_000_000, allowUnknown: false },
        hold: 3_600_000,
        managerApproval: true,
        approvalWithin: 14_400_000,
        life: 3_600_000,
      },
      caution: {
        afterReport: 30 * 24 * 60 * 60_000,
        afterRelinking: 86_400_000,
        resets: {
          perPerson: { atMost: 2, per: 7 * 24 * 60 * 60_000 },
          perOrganisation: { atMost: 20, per: 60 * 60_000 },
        },
      },
      relinking: { enabled: true },
      accountWatch: { enabled: true, for: 86_400_000, every: 900_000 },
      followThrough: { nudgeAfter: 600_000, handOffAfter: 1_800_000 },
    });
  });

  test.each([
    ['an unknown sentence', 'de', 'lockout.notise: Hallo', 'lockout.notise', 1],
    ['a placeholder that is missing', 'de', '# ours\ndesk.opened: Ein Ticket.', 'desk.opened', 2],
    ['a language that is only half there', 'nl', 'choice.yes: Ja', 'choice.no', null],
    ['a file that is no language', 'everything', 'choice.yes: Ja', '(file)', null],
    ['a file that is no YAML', 'de', 'choice.yes: [', '(file)', 1],
  ])(
    'CFG-10 CFG-11 words with %s refuse the start with file, line, key and remedy',
    async (_, language, text, key, line) => {
      const error = await refused({ text: minimal, files: { [`messages/${language}.yaml`]: text } });
      expect(error.file).toMatch(new RegExp(`messages/${language}\\.yaml$`));
      const problem = error.problems.find((one) => one.key === key);
      expect(problem?.remedy).toMatch(/\w/);
      if (line !== null) expect(problem?.line).toBe(line);
    },
  );

  test('MFA-9 a step-up is asked for wherever there is a real directory, and one click is enough in the sandbox alone', () => {
    const { policies } = load({ text: minimal });
    expect(settingsOf({ policies }, false).mfaReset.verification).toBe('step-up');
    expect(settingsOf({ policies }, true).mfaReset.verification).toBe('chat');
    const said = load({ text: `${minimal}\npolicies: { mfaReset: { verification: step-up } }\n` }).policies;
    expect(settingsOf({ policies: said }, true).mfaReset.verification).toBe('step-up');
  });

  test.each([
    ['passwordReset: { portals: [{ label: Reset, url: "http://acme.test/reset" }] }', 'must be https'],
    ['passwordExpiry: { at: "24:00" }', 'must be a time of day'],
    ['passwordExpiry: { timeZone: Mars/Olympus }', 'must be a time zone'],
    ['passwordExpiry: { timeZone: "+02:00" }', 'must be a time zone'],
    ['passwordExpiry: { firstReminderDays: 0 }', 'firstReminderDays'],
    ['passwordExpiry: { holidays: [2026-02-30] }', 'holidays'],
    ['passwordExpiry: { audience: { systems: [nowhere] } }', 'there is no connector named “nowhere”'],
    ['passwordExpiry: { audience: { everybody: true } }', 'audience'],
    ['mfaReset: { modes: [] }', 'modes'],
    ['followThrough: { nudgeAfter: 30m, handOffAfter: 10m }', 'handOffAfter must be longer'],
  ])('CFG-11 %s is refused with its line', async (policy, reason) => {
    const [problem] = (await refused({ text: `${minimal}\npolicies:\n  ${policy}\n` })).problems;
    expect(`${problem?.key} ${problem?.summary}`).toContain(reason);
    expect(problem?.line).toBeGreaterThan(1);
  });

  test('CFG-1 LN-3 the interval is each connector’s own; LN-2 30 s unless given', () => {
    const { connectors } = load({ text: minimal });
    expect(connectors.sandbox?.poll.every).toBe(250);
    expect(connectors.web?.poll.every).toBe(30_000);
  });

  test('the environment beats the file', () => {
    const environment = { DATABASE_URL: 'postgres://db/product', HOST: '::1', PORT: '0' };
    expect(load({ text: minimal, environment })).toMatchObject({
      database: 'postgres://db/product',
      host: '::1',
      port: 0,
    });
  });

  test('references are resolved wherever they stand, and what they brought is known as secret', () => {
    const configuration = load({
      text: `${minimal}\norganization: "\${env:NAME} & Sons"\naudit: { key: "\${file:key.txt}" }\n`.replace(
        'organization: Acme\n',
        '',
      ),
      environment: { NAME: 'Acme-of-the-environment' },
      files: { 'key.txt': 'a key of more than thirty-two characters\n' },
    });
    expect(configuration.organization).toBe('Acme-of-the-environment & Sons');
    expect(configuration.audit.key).toBe('a key of more than thirty-two characters');
    expect(configuration.secrets).toEqual(
      expect.arrayContaining(['Acme-of-the-environment', 'a key of more than thirty-two characters']),
    );
  });

  test('what a reference brings is not looked into again', () => {
    const { organization } = load({
      text: minimal.replace('Acme', '"${env:NAME}"'),
      environment: { NAME: '${env:OTHER} $& $1' },
    });
    expect(organization).toBe('${env:OTHER} $& $1');
  });

  describe('PE-6 holidays', () => {
    const year = new Date().getUTCFullYear();
    const calendar = (when: string) =>
      ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', when, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n');
    const expiry = (more: string) => `${minimal}\npolicies:\n  passwordExpiry: { holidays: days.ics, ${more} }\n`;

    test('come from a list or from an ICS file beside the configuration', () => {
      const files = { 'days.ics': calendar(`DTSTART;VALUE=DATE:${year}1224`) };
      expect(load({ text: expiry('weekends: drop'), files }).holidays).toEqual([`${year}-12-24`]);
      const listed = `${minimal}\npolicies: { passwordExpiry: { weekends: previous, holidays: [2026-12-24] } }\n`;
      expect(load({ text: listed })).toMatchObject({ holidays: ['2026-12-24'], warnings: [] });
    });

    test('have no effect where reminders are sent on every day, and the start says so with its line', () => {
      const text = expiry('weekends: send');
      const files = { 'days.ics': calendar(`DTSTART;VALUE=DATE:${year}1224`) };
      const [warning, ...others] = load({ text, files }).warnings;
      expect(warning).toMatchObject({ key: 'policies.passwordExpiry.holidays', line: lineOf(text, 'holidays') });
      expect(warning?.summary).toContain('weekends: send');
      expect(others).toEqual([]);
    });

    test.each([
      ['is not there', {}, '(file)', null],
      ['has an event with a time of day', { 'days.ics': calendar(`DTSTART:${year}1224T100000Z`) }, 'holidays', 3],
    ])('CFG-11 a file that %s refuses the start with its name and line', async (_, files, key, line) => {
      const error = await refused({ text: expiry('weekends: drop'), files });
      expect(error.file).toMatch(/days\.ics$/);
      expect(error.problems[0]).toMatchObject({ key, line });
      expect(error.problems[0]?.remedy).toMatch(/\w/);
    });
  });

  test('MFA-9 a second factor for one click in a chat is warned about, where it stands', () => {
    const text = `${minimal}\npolicies:\n  mfaReset:\n    verification: chat\n`;
    const key = 'policies.mfaReset.verification';
    expect(load({ text }).warnings).toMatchObject([{ key, line: lineOf(text, 'verification') }]);
    expect(load({ text: text.replace('chat', 'step-up') }).warnings).toEqual([]);
  });

  test('keys of later versions are accepted with a warning that names their line', () => {
    const text = `${minimal}\nnetwork: { outboundProxy: null }\n`;
    expect(load({ text }).warnings).toMatchObject([{ key: 'network.outboundProxy', line: lineOf(text, 'network') }]);
  });

  test('I8 trusted proxies are addresses and ranges, none unless said, and never everybody', async () => {
    const written = (...proxies: readonly string[]) =>
      `${minimal}\nnetwork: { trustedProxies: ${JSON.stringify(proxies)} }\n`;
    expect(load({ text: minimal }).network.trustedProxies).toEqual([]);
    const right = ['127.0.0.1', '10.0.0.0/8', '::1', '2001:db8::/32'];
    expect(load({ text: written(...right) })).toMatchObject({ network: { trustedProxies: right }, warnings: [] });
    for (const wrong of [
      '0.0.0.0/0',
      '::/0',
      '10.0.0.0/33',
      '10.0.0.0/',
      '10.0.0.0/8/8',
      '10.0.0',
      'nginx',
      'loopback',
      '',
    ])
      expect((await refused({ text: written(wrong) })).problems).toMatchObject([{ key: 'network.trustedProxies.0' }]);
  });

  test('OPS-3 the operators are an address, or a conversation of a channel there is', async () => {
    expect(load({ text: `${minimal}\noperators: ops@acme.test\n` }).operators).toBe('ops@acme.test');
    const to = (channel: string) => `${minimal}\noperators: { channel: ${channel}, conversation: C0123 }\n`;
    expect(load({ text: to('web') }).operators).toEqual({ channel: 'web', conversation: 'C0123' });
    expect((await refused({ text: to('pigeon') })).problems).toMatchObject([
      { key: 'operators.channel', line: lineOf(to('pigeon'), 'operators') },
    ]);
    expect((await refused({ text: `${minimal}\noperators: somebody\n` })).problems).toMatchObject([
      { key: 'operators' },
    ]);
  });
});
