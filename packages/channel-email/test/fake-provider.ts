import type { EmailFake } from '../src/fake/index.ts';
import type { Provider } from './email-world.ts';

/** The stand-in as the provider of a world. */
export function fakeProvider(fake: () => EmailFake): Provider {
  return {
    config: () => fake().config({ domains: ['acme.test'], mailsPerHour: 1000 }),
    deliver: async (from, text) => {
      const mail = await fake().person(from).write({ text });
      return async () => mail.flags.has('\\Seen');
    },
    mailsTo: async (address) => fake().person(address).mails,
    breakOff: async () => fake().imap.breakOff(),
    fail: async (fault) => fake().fail(fault),
  };
}
