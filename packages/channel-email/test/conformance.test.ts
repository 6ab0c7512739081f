import { channelConformance } from '@access-account/testkit';
import { type EmailFake, startEmailFake } from '../src/fake/index.ts';
import { emailConnector } from '../src/index.ts';
import { emailWorld } from './email-world.ts';
import { fakeProvider } from './fake-provider.ts';

let fake: EmailFake;
beforeAll(async () => {
  fake = await startEmailFake();
});
afterAll(() => fake.close());

const provider = fakeProvider(() => fake);
channelConformance({ runner: { describe, test }, connector: emailConnector, world: emailWorld(() => provider) });
