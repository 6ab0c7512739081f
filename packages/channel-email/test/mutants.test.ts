import { brokenChannels, WorldsOfFakes } from '../../../tooling/testing/index.ts';
import { startEmailFake } from '../src/fake/index.ts';
import { emailConnector } from '../src/index.ts';
import { emailWorld } from './email-world.ts';
import { fakeProvider } from './fake-provider.ts';

const worlds = new WorldsOfFakes({
  start: () => startEmailFake(),
  world: (fake) => emailWorld(() => fakeProvider(fake)),
});
afterEach(() => worlds.close());

brokenChannels({ runner: { describe, test }, connector: emailConnector, world: worlds.next });
