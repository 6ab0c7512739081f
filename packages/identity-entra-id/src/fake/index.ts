export type { EntraFake, EntraFakeOptions, Exchange } from './entra-fake.ts';
export { startEntraFake } from './entra-fake.ts';
export type { FakeFault } from './fake-faults.ts';
export type { FakeDomain, FakeMethodType, FakeMutant, FakePerson, FakePersonOptions } from './fake-tenant.ts';
