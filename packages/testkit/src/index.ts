export type { ChannelConformanceOptions } from './conformance/channel/channel-subject.ts';
export type {
  ChannelFault,
  ChannelWorld,
  ShownMessage,
  WorldPost,
  WorldUser,
} from './conformance/channel/channel-world.ts';
export type { PayloadClass } from './conformance/channel/payload-classes.ts';
export { hostileTexts, payloadClasses } from './conformance/channel/payload-classes.ts';
export { channelConformance } from './conformance/channel-conformance.ts';
export { assertRejectsWith } from './conformance/identity/assert-rejects-with.ts';
export type { IdentityConformanceOptions } from './conformance/identity/identity-subject.ts';
export type { IdentityWorld, WorldPerson } from './conformance/identity/identity-world.ts';
export type { NetworkFault, WorldNetwork } from './conformance/identity/world-network.ts';
export { identityConformance } from './conformance/identity-conformance.ts';
export type { IdentityReadOnlyConformanceOptions } from './conformance/identity-read-only-conformance.ts';
export { identityReadOnlyConformance } from './conformance/identity-read-only-conformance.ts';
export type { TestRunner } from './conformance/test-runner.ts';
export type { TicketingConformanceOptions } from './conformance/ticketing/ticketing-subject.ts';
export { ticketRequest, withTicketingSubject } from './conformance/ticketing/ticketing-subject.ts';
export type { TicketingWorld, WorldTicket } from './conformance/ticketing/ticketing-world.ts';
export { ticketingConformance } from './conformance/ticketing-conformance.ts';
export { asShown } from './fakes/as-shown.ts';
export { boundedFetch } from './fakes/bounded-fetch.ts';
export { fakeCall, silentLogger } from './fakes/fake-call.ts';
export type { FakeChannel, FakeChannelOptions, FakeMessage, FakePost } from './fakes/fake-channel.ts';
export { fakeChannel } from './fakes/fake-channel.ts';
export type { FakeClock } from './fakes/fake-clock.ts';
export { fakeClock } from './fakes/fake-clock.ts';
export type { LedgerEntry } from './fakes/fake-config.ts';
export { fakeConfig } from './fakes/fake-config.ts';
export type { FakeContext } from './fakes/fake-context.ts';
export { fakeContext } from './fakes/fake-context.ts';
export type { FakePersonOptions } from './fakes/fake-directory.ts';
export type { FakeIdentity, FakeIdentityOptions } from './fakes/fake-identity.ts';
export { fakeIdentity } from './fakes/fake-identity.ts';
export type { FakeAnswer, FakeExchange, FakeRequest, FakeServer, FakeServerOptions } from './fakes/fake-server.ts';
export { startFakeServer } from './fakes/fake-server.ts';
export type { FakeTicketing, FakeTicketingOptions } from './fakes/fake-ticketing.ts';
export { fakeTicketing } from './fakes/fake-ticketing.ts';
export { memoryStore } from './fakes/memory-store.ts';
export type { RawRequestOptions } from './fakes/raw-request.ts';
export { rawRequest } from './fakes/raw-request.ts';
export type { ServerFault } from './fakes/server-faults.ts';
export { ServerFaults } from './fakes/server-faults.ts';
export type { Fault, FaultedCall, FaultSchedule, RandomFaultsOptions } from './faults/fault-schedule.ts';
export { plannedFaults, randomFaults } from './faults/fault-schedule.ts';
export type { WithFaultsOptions } from './faults/with-faults.ts';
export { withFaults } from './faults/with-faults.ts';
