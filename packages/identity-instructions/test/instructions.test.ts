import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type InstructionTopic, TimedOutError, UnavailableError } from '@access-account/contract';
import { fakeCall, fakeContext } from '@access-account/testkit';
import fc from 'fast-check';
import { instructionsConnector } from '../src/index.ts';
import { instructionsConfig } from '../src/instructions-config.ts';
import { nearestLanguage } from '../src/nearest-language.ts';
import { parseInstructions } from '../src/parse-instructions.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

/** A connected connector on a folder of its own with these files. */
async function instructions(files: Readonly<Record<string, string>>, config: object = {}) {
  const root = await mkdtemp(join(tmpdir(), 'instructions-'));
  folders.push(root);
  const write = async (path: string, text: string) => {
    const file = join(root, 'instructions', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  await mkdir(join(root, 'instructions'));
  for (const [path, text] of Object.entries(files)) await write(path, text);
  const context = fakeContext({ configurationDirectory: root });
  const { client, check } = await instructionsConnector.connect(instructionsConfig.parse(config), context);
  const { 'instructions.read': readOperation, 'instructions.list': list } = instructionsConnector.operations(client);
  const read = (system: string, locale = 'en', topic: InstructionTopic = 'reset-password') =>
    readOperation({ system, topic, locale }, fakeCall());
  return { root, write, read, list: () => list({}, fakeCall()), check: () => check(fakeCall()), readOperation };
}

const payroll =
  '# Reset your payroll password\n\n1. Open the portal.\n2. Choose "Forgot".\nLink: Payroll portal <https://payroll.acme.test/reset>\n';

test('UA-6 title, text and link are read as they are written', async () => {
  const { read } = await instructions({ 'payroll/reset-password.en.md': payroll });
  expect(await read('payroll')).toEqual({
    title: 'Reset your payroll password',
    text: '1. Open the portal.\n2. Choose "Forgot".',
    link: { label: 'Payroll portal', url: 'https://payroll.acme.test/reset' },
    locale: 'en',
  });
});

test('CFG-12 the nearest language is served', async () => {
  const { read } = await instructions({
    'payroll/reset-password.en.md': '# English\ntext',
    'payroll/reset-password.de.md': '# Deutsch\nText',
    'payroll/reset-password.pt-BR.md': '# Português\ntexto',
  });
  const found = async (locale: string) => (await read('payroll', locale))?.locale;
  expect(await found('de-AT')).toBe('de');
  expect(await found('DE')).toBe('de');
  expect(await found('pt-BR')).toBe('pt-BR');
  expect(await found('pt-PT')).toBe('pt-BR');
  expect(await found('ja')).toBe('en');
  expect(await found('')).toBe('en');
});

test('CFG-4 every system with instructions is listed by the names people use', async () => {
  const { list } = await instructions(
    {
      'payroll/reset-password.en.md': payroll,
      'payroll/unlock-account.de.md': '# T\nt',
      'vpn/reset-mfa.en.md': '# V\nv',
    },
    { systems: { payroll: { displayName: 'Payroll Plus', aliases: ['Salary'] } } },
  );
  expect(await list()).toEqual([
    {
      system: 'payroll',
      displayName: 'Payroll Plus',
      aliases: ['salary'],
      topics: ['unlock-account', 'reset-password'],
    },
    { system: 'vpn', displayName: 'vpn', aliases: [], topics: ['reset-mfa'] },
  ]);
});

test('an edit is served at the next reading, a broken edit leaves the last good copy, a removal removes', async () => {
  const { read, write, root } = await instructions({ 'payroll/reset-password.en.md': '# One\ntext' });
  expect((await read('payroll'))?.title).toBe('One');
  await write('payroll/reset-password.en.md', '# Two\ntext');
  expect((await read('payroll'))?.title).toBe('Two');
  await write('payroll/reset-password.en.md', 'no title');
  expect((await read('payroll'))?.title).toBe('Two');
  await rm(join(root, 'instructions/payroll/reset-password.en.md'));
  expect(await read('payroll')).toBeUndefined();
});

test('a folder that is gone for a while leaves the last good copies', async () => {
  const { read, list, root } = await instructions({ 'payroll/reset-password.en.md': payroll });
  await read('payroll');
  await rename(join(root, 'instructions'), join(root, 'unmounted'));
  expect((await read('payroll'))?.title).toBe('Reset your payroll password');
  expect(await list()).toHaveLength(1);
});

test('a folder that never was there is unavailable, and check names the remedy', async () => {
  const { read, check } = await instructions({}, { directory: './elsewhere' });
  await expect(read('payroll')).rejects.toBeInstanceOf(UnavailableError);
  for (const { severity, remedy } of await check()) {
    expect(severity).toBe('error');
    expect(remedy).toContain('directory');
  }
});

test('a name is only a name, never a path', async () => {
  const { read, root } = await instructions({ 'payroll/reset-password.en.md': payroll });
  await writeFile(join(root, 'reset-password.en.md'), '# Secret\ntext');
  const paths = fc.oneof(
    fc.constantFrom(
      '..',
      '.',
      '../instructions/payroll',
      '/etc',
      'payroll/../payroll',
      'payroll\0',
      'PAYROLL',
      '',
      '%2e%2e',
      '__proto__',
    ),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(paths, paths, async (system, locale) => {
      fc.pre(system !== 'payroll');
      expect(await read(system, locale)).toBeUndefined();
    }),
  );
  expect((await read('payroll', '../../reset-password.en'))?.title).toBe('Reset your payroll password');
});

test('a file that leads out of the folder is not served', async () => {
  const { read, check, root } = await instructions({ 'payroll/reset-mfa.en.md': '# T\nt' });
  await writeFile(join(root, 'secret.md'), '# Secret\ntext');
  await symlink(join(root, 'secret.md'), join(root, 'instructions/payroll/reset-password.en.md'));
  expect(await read('payroll')).toBeUndefined();
  expect((await check()).some(({ summary }) => summary.includes('outside the directory'))).toBe(true);
});

test.each([
  ['no title', 'just text', 'title'],
  ['text above the title', 'text\n# Title\ntext', 'title'],
  ['nothing below the title', '# Title\n', 'nothing else'],
  ['a link without encryption', '# T\nLink: Portal <http://acme.test>', 'link'],
  ['a link that runs code', '# T\nLink: Portal <javascript:alert(1)>', 'link'],
  ['a link with a password in it', '# T\nLink: Portal <https://a:b@acme.test>', 'link'],
  ['a link without a label', '# T\nLink:  <https://acme.test>', 'link'],
  ['two links', '# T\nLink: A <https://a.test>\nLink: B <https://b.test>', 'more than one'],
  ['far too much', `# T\n${'x'.repeat(20_001)}`, 'longer'],
])('check names a file with %s and its remedy, and it is not served', async (_, text, problem) => {
  const { read, check } = await instructions({ 'payroll/reset-password.en.md': text });
  const finding = (await check()).find(({ severity }) => severity === 'warning');
  expect(finding?.summary).toContain(problem);
  expect(finding?.summary).toContain('payroll/reset-password.en.md');
  expect(finding?.remedy).not.toBe('');
  expect(await read('payroll')).toBeUndefined();
});

test('check finds all well, or says what is configured and missing', async () => {
  const good = await instructions({ 'payroll/reset-password.en.md': payroll });
  expect((await good.check()).map(({ severity }) => severity)).toEqual(['ok', 'ok']);
  const systems = { vpn: { displayName: 'VPN' } };
  const gaps = await instructions({ 'payroll/reset-password.de.md': '# T\nt' }, { systems });
  const remedies = (await gaps.check()).filter(({ severity }) => severity === 'warning').map(({ remedy }) => remedy);
  expect(remedies).toEqual(['Add payroll/reset-password.en.md.', 'Add a file such as vpn/reset-password.en.md.']);
});

test('a call whose deadline has passed ends as timed-out', async () => {
  const { readOperation } = await instructions({});
  const call = fakeCall({ signal: AbortSignal.abort() });
  const input = { system: 'payroll', topic: 'reset-mfa', locale: 'en' } as const;
  await expect(readOperation(input, call)).rejects.toBeInstanceOf(TimedOutError);
});

test('files with a byte order mark and other line ends are read', () => {
  expect(parseInstructions('\uFEFF# Title\r\n\r\none\r\ntwo\r\n')).toEqual({
    isGood: true,
    content: { title: 'Title', text: 'one\ntwo', link: null },
  });
});

test('whatever a file holds, it is read or its problem is named, and a link is always https', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.webUrl({ validSchemes: ['http', 'https', 'ftp'] }), (text, url) => {
      const parsed = parseInstructions(`# Title\n${text}\nLink: There <${url}>`);
      if (parsed.isGood) expect(parsed.content.link?.url.startsWith('https://')).toBe(true);
      else expect(parsed.remedy).not.toBe('');
    }),
  );
});

test('the nearest language is one of those there are', () => {
  const tag = fc.constantFrom('en', 'en-GB', 'de', 'de-AT', 'pt-BR', 'zh-Hant-TW', 'ja');
  fc.assert(
    fc.property(tag, tag, fc.array(tag, { minLength: 1 }), (wanted, fallback, available) => {
      const language = nearestLanguage({ wanted, fallback, available });
      expect(available).toContain(language);
      if (available.includes(wanted)) expect(language).toBe(wanted);
    }),
  );
});
