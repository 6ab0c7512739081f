import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OktaFake, startOktaFake } from '../../packages/identity-okta/src/fake/index.ts';
import { cellsOf } from '../conformance/cells-of.ts';
import { checksOf } from '../conformance/checks-of.ts';
import { readOnlyChecks } from '../conformance/read-only.ts';
import { temporaryDirectory } from '../testing/index.ts';

const result = (ancestorTitles: readonly string[], title: string, status = 'passed') => ({
  ancestorTitles,
  title,
  status,
  failureMessages: status === 'failed' ? ['expected'] : [],
});
const report = {
  testResults: [
    {
      name: '/one.test.ts',
      message: '',
      assertionResults: [
        result(['Okta: identity conformance', 'account.find'], 'finds'),
        result(['Okta: identity conformance', 'account.find'], 'finds nobody', 'failed'),
        result(['Okta: identity conformance', 'factor.list'], 'lists'),
        result(['OpenLDAP', 'LDAP: identity conformance', 'account.find'], 'finds'),
        result(['OpenLDAP', 'LDAP: identity conformance', 'account.read'], 'left out', 'pending'),
        result(['traps'], 'something else'),
      ],
    },
    { name: '/broken.test.ts', message: 'SyntaxError', assertionResults: [] },
  ],
};

const promises = { A: 'finds', B: 'shows' };

test('what ran is told by connector and promise; what cannot be run is red; nothing else counts', () => {
  const checks = checksOf(report, 'identity');
  expect(checks.map(({ connector, promise, status }) => [connector, promise, status])).toEqual([
    ['Okta', 'account.find', 'passed'],
    ['Okta', 'account.find', 'failed'],
    ['Okta', 'factor.list', 'passed'],
    ['LDAP on OpenLDAP', 'account.find', 'passed'],
    ['/broken.test.ts', 'the tests', 'failed'],
  ]);
});

test('the table shows how many checks there are, how many are red, and what is not offered', () => {
  const [, ...checks] = [...checksOf(report, 'identity')].reverse();
  expect(cellsOf({ checks, promises: {} })).toEqual([
    ['checks', 'LDAP on OpenLDAP', 'Okta'],
    ['account.find', '1', '✗ 1 of 2'],
    ['factor.list', '–', '1'],
  ]);
});

test('what is marked counts for its promises, and a connector’s own checks on the server they ran on', () => {
  const packages = { name: '/packages/identity-ldap/test/one.test.ts', message: '' };
  const assertionResults = [
    result(['Samba', 'LDAP: identity conformance', 'account.find'], 'finds (A)'),
    result(['OpenLDAP', 'LDAP: identity conformance', 'account.find'], 'finds and shows (A, B)', 'failed'),
    result(['OpenLDAP'], 'a check of its own (B)'),
    result(['OpenLDAP'], 'something else'),
  ];
  const checks = checksOf({ testResults: [{ ...packages, assertionResults }] }, 'identity');
  expect(cellsOf({ checks, promises })).toEqual([
    ['checks', 'LDAP on OpenLDAP', 'LDAP on Samba'],
    ['A finds', '✗ 1 of 1', '1'],
    ['B shows', '✗ 1 of 2', '–'],
    ['account.find', '✗ 1 of 1', '1'],
    ['of its own', '1', '–'],
  ]);
});

test('a connector that has its suite by two ways, or whose own checks ran elsewhere, is still one', () => {
  const at = (file: string, assertionResults: readonly ReturnType<typeof result>[]) => ({
    name: `/packages/channel-slack/test/${file}`,
    message: '',
    assertionResults,
  });
  const checks = checksOf(
    {
      testResults: [
        at('conformance.test.ts', [
          result(['events by http', 'Slack: channel conformance', 'messages'], 'says (A)'),
          result(['events by socket', 'Slack: channel conformance', 'messages'], 'says (A)'),
        ]),
        at('own.test.ts', [result([], 'a check of its own (B)')]),
        at('own.real.test.ts', [result(['In Chromium'], 'a picture (B)')]),
      ],
    },
    'channel',
  );
  expect(checks.map(({ connector }) => connector)).toEqual([
    'Slack on events by http',
    'Slack on events by socket',
    'Slack',
    'Slack',
  ]);
});

describe('in directories that are in use', () => {
  const clock = { now: () => new Date() };
  let okta: OktaFake;
  let directory: string;
  beforeEach(async () => {
    okta = await startOktaFake({ clock, limit: 100_000 });
    okta.organisation.addPerson({ login: 'alex@acme.test', email: 'alex@acme.test', password: 'secret' });
    directory = temporaryDirectory();
  });
  afterEach(async () => {
    await okta.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const run = async (role?: 'none') => {
    const file = join(directory, 'access-account.yaml');
    const config = okta.appConfig(role === undefined ? {} : { role });
    const web = { package: '@access-account/channel-web' };
    const desk = { package: '@access-account/ticketing-local' };
    const connectors = { okta: { package: '@access-account/identity-okta', config }, web, desk };
    const people = { mainIdentity: 'okta', channels: ['web'], tickets: 'desk' };
    writeFileSync(file, JSON.stringify({ connectors, people }));
    return readOnlyChecks({ file, kind: 'identity', only: '', login: undefined });
  };

  test('every check that changes nothing is green, and nothing was asked to be changed', async () => {
    const checks = await run();
    expect(checks.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(checks.length).toBeGreaterThan(8);
    expect(okta.requests.filter((request) => !/^GET |token$/.test(request))).toEqual([]);
  });

  test('an app that sees nobody is red', async () => {
    const red = (await run('none')).filter(({ status }) => status === 'failed');
    expect(red.map(({ name }) => name)).toContain('finds the account by id, login and mail (A)');
  });
});
