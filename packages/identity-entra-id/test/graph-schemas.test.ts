import type { Exchange } from '../src/fake/index.ts';
import { graphSchemas, hasSchemas, testOnSchemas } from './graph-schemas.ts';

const good: Exchange = {
  method: 'GET',
  path: '/users/7b1d0d3e-0b3c-4a55-9c1f-1e4c9d0f0a11',
  query: new URLSearchParams({ $select: 'id,accountEnabled,manager' }),
  status: 200,
  answer: { id: '7b1d0d3e-0b3c-4a55-9c1f-1e4c9d0f0a11', accountEnabled: true, manager: { id: 'any' } },
};

if (!hasSchemas)
  process.stdout.write(
    'SKIPPED: Microsoft Graph’s published types (ACCESS_ACCOUNT_SPECS names no folder that holds them)\n',
  );

/** The judge itself: one that finds nothing wrong with anything proves nothing. */
const methods = { path: '/users/any/authentication/methods', query: new URLSearchParams() };
const wrong: readonly (readonly [string, Partial<Exchange>])[] = [
  ['a selection of what a user has not', { query: new URLSearchParams({ $select: 'id,lockedOut' }) }],
  ['an answer with what a user has not', { answer: { id: 'any', lockedOut: true } }],
  ['an answer of another type', { answer: { id: 'any', accountEnabled: 'yes' } }],
  ['an instant that is none', { answer: { id: 'any', lastPasswordChangeDateTime: 'yesterday' } }],
  [
    'a method of no type',
    { ...methods, answer: { value: [{ '@odata.type': '#microsoft.graph.pagerMethod', id: 'a' }] } },
  ],
  [
    'a phone of a type that Graph has not',
    {
      ...methods,
      answer: { value: [{ '@odata.type': '#microsoft.graph.phoneAuthenticationMethod', id: 'a', phoneType: 'car' }] },
    },
  ],
];

testOnSchemas('finds nothing wrong with what is right', () => {
  const schemas = graphSchemas();
  schemas.observe(good);
  expect(schemas.violations).toEqual([]);
  expect(schemas.looked()).toBe(1);
});

testOnSchemas.each(wrong)('finds %s', (_, differences) => {
  const schemas = graphSchemas();
  schemas.observe({ ...good, ...differences });
  expect(schemas.violations).not.toEqual([]);
});
