import { channelConformance } from '@access-account/testkit';
import { type EmailFake, startEmailFake } from '../src/fake/index.ts';
import { emailConnector } from '../src/index.ts';
import { emailWorld, type Provider } from './email-world.ts';

let fake: EmailFake;
beforeAll(async () => {
  fake = await startEmailFake();
});
afterAll(() => fake.close());

const provider: Provider = {
  config: () => fake.config({ domains: ['acme.test'], mailsPerHour: 1000 }),
  deliver: async (from, text) => {
    const mail = await fake.person(from).write({ text });
    return async () => mail.flags.has('\\Seen');
  },
  mailsTo: async (address) => fake.person(address).mails,
  breakOff: async () => fake.imap.breakOff(),
  fail: async (fault) => fake.fail(fault),
};

channelConformance({ runner: { describe, test }, connector: emailConnector, world: emailWorld(() => provider) });
