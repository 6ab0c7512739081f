export type { TestRunner } from './conformance/test-runner.ts';
export { fakeCall, silentLogger } from './fakes/fake-call.ts';
export type { FakeClock } from './fakes/fake-clock.ts';
export { fakeClock } from './fakes/fake-clock.ts';
export type { FakeContext } from './fakes/fake-context.ts';
export { fakeContext } from './fakes/fake-context.ts';
export { memoryStore } from './fakes/memory-store.ts';
export type { RawRequestOptions } from './fakes/raw-request.ts';
export { rawRequest } from './fakes/raw-request.ts';
