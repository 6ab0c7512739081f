import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory } from '../../../tooling/testing/index.ts';

const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const directory = temporaryDirectory();

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(parameters: readonly string[], input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [
        '--conditions=source',
        '--disable-warning=ExperimentalWarning',
        main,
        '--config',
        join(directory, 'none.yaml'),
        ...parameters,
      ],
      { env: { ...process.env, ACCESS_ACCOUNT_UTTERANCES: '' } },
      (error, out, err) => resolve({ code: (error as { code?: number } | null)?.code ?? 0, out, err }),
    );
    child.stdin?.end(input);
  });
}

test('it explains what a text is read as, and why', async () => {
  const { code, out } = await run(['understand', 'unlock', 'my', 'Apple', 'account']);
  expect(code).toBe(0);
  for (const said of ['unlock_account', 'propose', '“Apple”, not connected', 'unlock-account', 'UNLOCK “unlock”'])
    expect(out).toContain(said);
});

test('what is nothing of ours is exit code 1, and no text at all is bad use', async () => {
  expect((await run(['understand', 'book a table for two'])).code).toBe(1);
  expect((await run(['understand'])).code).toBe(2);
});

test('it reads lines and prints one for each', async () => {
  const lines = [
    { text: 'my password is Hunter2!' },
    { text: 'Ich habe mein Passwort vergessen', lang: 'de' },
    { text: 'yes' },
    { text: 'yes', question: null },
  ];
  const { code, out } = await run(['understand', '--jsonl'], lines.map((line) => JSON.stringify(line)).join('\n'));
  expect(code).toBe(0);
  const read = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(read).toHaveLength(4);
  expect(read[0]).toMatchObject({ redacted: 'my password is [redacted]' });
  expect(read[1]).toEqual({
    intent: 'password_reset',
    mode: 'do',
    tier: 'propose',
    system: null,
    target: { kind: 'self' },
    device: null,
    redacted: 'Ich habe mein Passwort vergessen',
  });
  expect(read[2]).toMatchObject({ intent: 'affirm' });
  expect(read[3]).toMatchObject({ intent: null });
});

test('a line that is none is named', async () => {
  const { code, err } = await run(['understand', '--jsonl'], '{"text": "hi"}\nnot json\n');
  expect(code).toBe(2);
  expect(err).toContain('Line 2');
});

test('what is shipped is in order; own words that are not are found, with the place', async () => {
  expect(await run(['understand', 'lint'])).toMatchObject({ code: 0, out: 'What is shipped is in order.\n' });
  const words = join(directory, 'understanding');
  mkdirSync(words);
  writeFileSync(join(words, 'rules.yaml'), 'rules:\n  - { name: mine, intent: unlock_account, near: [NOWHERE] }\n');
  const configuration = join(directory, 'access-account.yaml');
  writeFileSync(configuration, minimal);
  const found = await run(['--config', configuration, 'understand', 'lint']);
  expect(found.out).toContain('no lexicon has the concept NOWHERE');
  expect(found.code).toBe(1);
  writeFileSync(join(words, 'rules.yaml'), 'rules:\n  - { name: mine, intent: unlock_everything, near: [LOCKED] }\n');
  const wrong = await run(['--config', configuration, 'understand', 'lint']);
  expect(wrong.err).toContain('rules.yaml:2 rules.0.intent');
  expect(wrong.code).toBe(2);
});

test('without the rows of others it measures with our own, and says that they were skipped', async () => {
  const { out } = await run(['understand', 'eval']);
  expect(out).toContain('SKIPPED: the rows of others.');
  expect(out).toMatch(/✓ {2}the wrong direction/);
  expect(out).toMatch(/✓ {2}recall, our own ja/);
});

test.each(['not json', '{"text": "unlock my account"}'])(
  'a row to measure with that is none is named: %s',
  async (row) => {
    const file = join(directory, 'rows.jsonl');
    writeFileSync(file, `\n${row}\n`);
    const { code, err } = await run(['understand', 'eval', '--data', file]);
    expect(code).toBe(2);
    expect(err).toContain(`${file}:2 is no`);
  },
);

const minimal = `
connectors:
  sandbox: { package: "@access-account/identity-sandbox" }
  web: { package: "@access-account/channel-web" }
  desk: { package: "@access-account/ticketing-local" }
people: { mainIdentity: sandbox, channels: [web], tickets: desk }
`;
