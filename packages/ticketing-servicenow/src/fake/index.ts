export type { FakeInstance, FakeMutant, FakeRow } from './fake-instance.ts';
export type { ServiceNowFake, ServiceNowFakeOptions } from './servicenow-fake.ts';
export { startServiceNowFake } from './servicenow-fake.ts';
