import { cellsOf } from '../conformance/cells-of.ts';
import { checksOf } from '../conformance/checks-of.ts';

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
  expect(cellsOf(checks)).toEqual([
    ['checks', 'LDAP on OpenLDAP', 'Okta'],
    ['account.find', '1', '✗ 1 of 2'],
    ['factor.list', '–', '1'],
  ]);
});
