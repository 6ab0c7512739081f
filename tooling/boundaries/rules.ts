import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser';

/**
 * Who may import whom: one rule per line of the table in docs/architecture.md.
 * `self-test.ts` plants a violation of each and expects it to be found.
 */
const connectors = '^packages/(identity|channel|ticketing)-[^/]+/src';
const others = (allowed: string) => `^(apps|packages/(?!(${allowed})/))`;

export const forbidden: (IForbiddenRuleType & { readonly name: string })[] = [
  {
    name: 'no-unresolved',
    comment: 'An import that cannot be resolved is an error, not a blind spot.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-cycle',
    comment: 'A cycle is two rooms that cannot be understood one by one.',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'no-undeclared',
    comment: 'A package is declared by whoever imports it.',
    severity: 'error',
    from: { pathNot: '/(test|tooling)/|^tooling' },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'package-roots',
    comment: 'Packages are imported by their declared exports.',
    severity: 'error',
    from: { path: '^(packages|apps)/([^/]+)/' },
    to: {
      path: '^packages/([^/]+)/src/',
      pathNot: ['^packages/$2/', '^packages/[^/]+/src/((fake|open-id)/)?index\\.ts$'],
    },
  },
  {
    name: 'contract',
    comment: 'The contract knows nobody and brings nothing along.',
    severity: 'error',
    from: { path: '^packages/contract/src' },
    to: { pathNot: ['^packages/contract/src', '@standard-schema/spec'] },
  },
  {
    name: 'connector-kit',
    comment: 'The kit serves connectors; it knows the contract alone.',
    severity: 'error',
    from: { path: '^packages/connector-kit/src' },
    to: { path: others('contract|connector-kit') },
  },
  {
    name: 'testkit',
    comment: 'The testkit runs without server and connectors.',
    severity: 'error',
    from: { path: '^packages/testkit/src' },
    to: { path: others('contract|connector-kit|testkit') },
  },
  {
    name: 'policies',
    comment: 'Policies know facts and sentences: no connector, no server.',
    severity: 'error',
    from: { path: '^packages/policies/src' },
    to: { path: others('contract|messages|policies') },
  },
  {
    name: 'pure',
    comment: 'Policies and understanding do no I/O.',
    severity: 'error',
    from: { path: '^packages/(policies|understanding)/src' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'understanding-and-messages',
    comment: 'Words know nobody.',
    severity: 'error',
    from: { path: '^packages/(understanding|messages)/src' },
    to: { path: '^(apps|packages/(?!(contract|understanding|messages)/))' },
  },
  {
    name: 'connectors',
    comment:
      'A connector knows the contract and the kit; no other connector, no policy, no server. Stand-ins know the testkit, too.',
    severity: 'error',
    from: { path: '^packages/((identity|channel|ticketing)-[^/]+)/(src|web)' },
    to: { path: '^(apps|packages/)', pathNot: ['^packages/$1/', '^packages/(contract|connector-kit|testkit)/'] },
  },
  {
    name: 'testkit-in-tests-only',
    comment: 'Test code is for tests.',
    severity: 'error',
    from: { path: '^(apps|packages)/[^/]+/src', pathNot: '^packages/testkit|/src/fake/' },
    to: { path: '^(packages/testkit|tooling)/' },
  },
  {
    name: 'server',
    comment: 'The server imports no connector by name: the registry imports what the configuration names.',
    severity: 'error',
    from: { path: '^apps/server/src' },
    to: { path: [connectors, '^apps/console'] },
  },
  {
    name: 'console',
    comment: 'The console knows the HTTP API and the contract’s types.',
    severity: 'error',
    from: { path: '^apps/console/src' },
    to: { path: '^(apps/server|packages/(?!contract/))' },
  },
  {
    name: 'stations',
    comment: 'No station of the road imports another: only the road does.',
    severity: 'error',
    from: { path: '^apps/server/src/road/(receive|recognise|converse|understand|decide|record|perform-[a-z]+)\\.ts$' },
    to: {
      path: '^apps/server/src/road/(road|build-road|enter|carry-out|receive|recognise|converse|understand|decide|record|perform-[a-z]+)\\.ts$',
    },
  },
];

/** Options of dependency-cruiser. TypeScript 7 has no API it can use: @swc/core reads the sources. */
export const options: ICruiseOptions = {
  parser: 'swc',
  doNotFollow: { path: 'node_modules' },
  // Tests may import what they test; their `await using` is more than the parser knows.
  exclude: { path: '(^|/)(dist|test)/' },
  combinedDependencies: false,
  tsPreCompilationDeps: true,
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['source', 'import', 'node', 'default', 'types'],
    mainFields: ['module', 'main', 'types'],
    extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'],
  },
};
