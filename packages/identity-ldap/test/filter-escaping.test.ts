import { fakeClock } from '@access-account/testkit';
import fc from 'fast-check';
import { EqualityFilter, type Filter, FilterParser } from 'ldapts';
import { activeDirectory } from '../src/active-directory.ts';
import { ldapConfig } from '../src/ldap-config.ts';
import { openLdap } from '../src/open-ldap.ts';
import { fakeRequests } from './fake-requests.ts';

const clock = fakeClock();
const session = fakeRequests({});
const config = ldapConfig.parse({
  directory: 'openldap',
  url: 'ldaps://directory.test',
  baseDn: 'dc=test',
  bindDn: 'cn=service,dc=test',
  password: 'secret',
  defaultPolicyDn: 'cn=default,dc=test',
});
if (config.directory !== 'openldap') throw new Error('the configuration is for OpenLDAP');
const directories = {
  'Active Directory': activeDirectory({ session, listing: session, clock }),
  OpenLDAP: openLdap({ config, session, listing: session, clock }),
};

/** The values a filter compares with, and its shape without them. */
function dissect(filter: Filter): { shape: string; values: string[] } {
  const values: string[] = [];
  const shapeOf = (node: Filter): string => {
    if (node instanceof EqualityFilter) {
      values.push(String(node.value));
      return node.attribute;
    }
    const children = 'filters' in node ? (node.filters as Filter[]) : [];
    return `${node.constructor.name}(${children.map(shapeOf).join(',')})`;
  };
  const shape = shapeOf(filter);
  return { shape, values };
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.string({ unit: fc.constantFrom('*', '(', ')', '\\', '\u0000', '|', '&', '!', '=', '~', 'a', 'é'), minLength: 1 }),
);

describe.each(Object.entries(directories))('%s', (_, directory) => {
  test.each(['login', 'email'] as const)(
    'whatever is asked for by %s, the filter keeps its shape and compares with just that',
    (by) => {
      const parse = (value: string) => {
        const filter = directory.filterFor({ by, value });
        return dissect(
          typeof filter === 'string' ? FilterParser.parseString(filter) : (filter ?? new EqualityFilter()),
        );
      };
      const plain = parse('plain');
      fc.assert(
        fc.property(anyText, (value) => {
          const { shape, values } = parse(value);
          expect(shape).toBe(plain.shape);
          expect(values).toEqual(plain.values.map((known) => known.replace('plain', () => value)));
        }),
      );
    },
  );

  test('an id that is none is not asked for', () => {
    fc.assert(fc.property(anyText, (value) => directory.filterFor({ by: 'id', value }) === undefined));
  });
});
