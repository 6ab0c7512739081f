import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkBoundaries } from '../boundaries/cruise.ts';
import { forbidden } from '../boundaries/rules.ts';

const workspace = [
  'packages/contract',
  'packages/connector-kit',
  'packages/testkit',
  'packages/policies',
  'packages/messages',
  'packages/understanding',
  'packages/identity-one',
  'packages/channel-two',
  'apps/server',
  'apps/console',
];

/** A small workspace of the same shape, with some files put into it. */
function workspaceWith(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'boundaries-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const folder of workspace) {
    const name = folder.split('/')[1];
    const exports = { '.': { source: './src/index.ts' } };
    write(`${folder}/package.json`, JSON.stringify({ name: `@access-account/${name}`, type: 'module', exports }));
    write(`${folder}/src/index.ts`, 'export const here = 1;\n');
    mkdirSync(join(root, 'node_modules/@access-account'), { recursive: true });
    symlinkSync(join(root, folder), join(root, 'node_modules/@access-account', name ?? ''));
  }
  for (const [path, text] of Object.entries(files)) write(path, text);
  return root;
}

const importing = (specifier: string) => `import { here } from '${specifier}';\nexport const there = here;\n`;
const ours = (name: string) => importing(`@access-account/${name}`);

/** One violation for every rule. */
const planted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-unresolved': { 'packages/policies/src/planted.ts': importing('./nowhere.ts') },
  'no-cycle': {
    'packages/policies/src/planted.ts': `${importing('./other.ts')}`,
    'packages/policies/src/other.ts':
      "import { there } from './planted.ts';\nexport const here = 1;\nexport const back = () => there;\n",
  },
  'no-undeclared': {
    'node_modules/stray/package.json': JSON.stringify({
      name: 'stray',
      version: '1.0.0',
      type: 'module',
      main: 'index.js',
    }),
    'node_modules/stray/index.js': 'export const here = 1;\n',
    'packages/messages/src/planted.ts': importing('stray'),
  },
  'package-roots': {
    'packages/contract/src/inner.ts': 'export const here = 1;\n',
    'packages/policies/src/planted.ts': importing('../../contract/src/inner.ts'),
  },
  contract: { 'packages/contract/src/planted.ts': ours('messages') },
  'connector-kit': { 'packages/connector-kit/src/planted.ts': ours('policies') },
  testkit: { 'packages/testkit/src/planted.ts': ours('identity-one') },
  policies: { 'packages/policies/src/planted.ts': ours('connector-kit') },
  pure: {
    'packages/policies/src/planted.ts': "import { readFileSync } from 'node:fs';\nexport const there = readFileSync;\n",
  },
  'understanding-and-messages': { 'packages/understanding/src/planted.ts': ours('policies') },
  connectors: { 'packages/identity-one/src/planted.ts': ours('channel-two') },
  'testkit-in-tests-only': { 'apps/server/src/planted.ts': ours('testkit') },
  server: { 'apps/server/src/planted.ts': ours('identity-one') },
  console: { 'apps/console/src/planted.ts': ours('policies') },
  stations: {
    'apps/server/src/road/decide.ts': 'export const here = 1;\n',
    'apps/server/src/road/record.ts': importing('./decide.ts'),
  },
};

test('every rule has its planted violation', () => {
  expect(Object.keys(planted).sort()).toEqual(forbidden.map(({ name }) => name).sort());
});

test.each(Object.entries(planted))('a planted violation of “%s” is found', async (rule, files) => {
  const { violations } = await checkBoundaries(workspaceWith(files));
  expect(violations.map((violation) => violation.rule)).toContain(rule);
});

test('a workspace without a violation passes, and was really read', async () => {
  const { modules, violations } = await checkBoundaries(
    workspaceWith({ 'packages/policies/src/fine.ts': ours('messages') }),
  );
  expect(modules).toBeGreaterThanOrEqual(workspace.length);
  expect(violations.filter(({ rule }) => rule !== 'no-undeclared')).toEqual([]);
});
