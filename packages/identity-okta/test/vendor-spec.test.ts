import type { Exchange } from '../src/fake/index.ts';
import { hasSpec, testOnSpec, vendorSpec } from './vendor-spec.ts';

const good: Exchange = {
  method: 'GET',
  path: '/api/v1/users/00u00000000000000001/blocks',
  query: new URLSearchParams(),
  headers: {},
  body: '',
  status: 200,
  answer: [{ type: 'DEVICE_BASED', appliesTo: 'UNKNOWN_DEVICES' }],
};

if (!hasSpec)
  process.stdout.write('SKIPPED: Okta’s published spec (ACCESS_ACCOUNT_SPECS names no folder that holds it)\n');

/** The judge itself: one that finds nothing wrong with anything proves nothing. */
const wrong: readonly (readonly [string, Partial<Exchange>])[] = [
  ['an endpoint that does not exist', { path: '/api/v1/users/00u/unlock' }],
  ['a method that does not exist', { method: 'PUT' }],
  ['a query that Okta does not know', { query: new URLSearchParams({ cache: 'no' }) }],
  ['a number that is none', { path: '/api/v1/users', query: new URLSearchParams({ limit: 'all' }), answer: [] }],
  ['a parameter that is missing', { path: '/api/v1/policies', answer: [] }],
  [
    'a kind of policy that Okta does not know',
    { path: '/api/v1/policies', query: new URLSearchParams({ type: 'PIN' }), answer: [] },
  ],
  ['an answer of another type', { answer: { blocks: [] } }],
  ['an answer with a value that is none of Okta’s', { answer: [{ type: 'DEVICE_BASED', appliesTo: 'SOME' }] }],
];

testOnSpec('finds nothing wrong with what is right', async () => {
  const spec = await vendorSpec();
  spec.observe(good);
  expect(spec.violations).toEqual([]);
});

testOnSpec.each(wrong)('finds %s', async (_, differences) => {
  const spec = await vendorSpec();
  spec.observe({ ...good, ...differences });
  expect(spec.violations).not.toEqual([]);
});
