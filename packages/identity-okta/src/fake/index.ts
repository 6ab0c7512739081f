export type { FakeFault } from './fake-faults.ts';
export type { FakeMutant, FakePersonOptions, FakePolicyOptions } from './fake-organisation.ts';
export type { Exchange, OktaFake, OktaFakeOptions } from './okta-fake.ts';
export { startOktaFake } from './okta-fake.ts';
