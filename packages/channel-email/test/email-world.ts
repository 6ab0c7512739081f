import type { ConnectContext, Logger } from '@access-account/contract';
import {
  type ChannelWorld,
  fakeClock,
  fakeContext,
  memoryStore,
  rawRequest,
  type WorldPost,
  type WorldUser,
} from '@access-account/testkit';
import type { SeenMail } from '../src/fake/index.ts';

/** A mail provider, a real one or the stand-in, as far as the suite has to do with it. */
export interface Provider {
  config(): object;
  /** A mail from this address arrives in the product's mailbox; answers how to ask whether it was marked as seen. */
  deliver(from: string, text: string): Promise<() => Promise<boolean>>;
  mailsTo(address: string): Promise<readonly SeenMail[]>;
  breakOff(): Promise<void>;
  fail?(fault: 'rate-limited' | 'unavailable' | 'answer-lost'): Promise<void>;
}

/** The provider as the suite sees it. */
export function emailWorld(provider: () => Provider): ChannelWorld {
  const clock = fakeClock();
  const store = memoryStore();
  const warnings = new Set<() => void>();
  const warn: Logger['warn'] = () => {
    for (const heard of warnings) heard();
  };
  const logger: Logger = { debug() {}, info() {}, warn, error() {} };
  const delivered = new Map<string, () => Promise<boolean>>();
  let count = 0;

  return {
    config: async () => provider().config(),
    context: async (): Promise<ConnectContext> => fakeContext({ name: 'mail', clock, store, logger }),
    newUser: async (): Promise<WorldUser> => {
      count += 1;
      const email = `person-${count}@acme.test`;
      return { login: email, email, user: { id: email } };
    },
    post: async () => rawRequest({ path: 'nothing' }),
    badRequests: async () => [],
    // A mail stays where it is: what comes again is the one that is there.
    push: async ({ user }, { id, content, repeated }: WorldPost) => {
      const { promise: failed, resolve } = Promise.withResolvers<boolean>();
      const heard = () => resolve(false);
      if (repeated !== true) warnings.add(heard);
      const text = 'text' in content ? content.text : content.choice;
      const isSeen = delivered.get(id) ?? (await provider().deliver(user.id, text));
      delivered.set(id, isSeen);
      let isOver = false;
      const seen = async () => {
        while (!isOver && !(await isSeen())) await new Promise((next) => setTimeout(next, 10));
        return true;
      };
      try {
        return await Promise.race([seen(), failed]);
      } finally {
        isOver = true;
        warnings.delete(heard);
      }
    },
    breakOff: () => provider().breakOff(),
    outsiders: async () =>
      [
        'no address',
        'two@acme.test, three@acme.test',
        '',
        'someone@elsewhere.test',
        'ａlex@acme.test',
        'help@acme.test',
      ].map((id) => ({ name: id, user: { id } })),
    ...(provider().fail === undefined ? {} : { fail: async (fault) => provider().fail?.(fault) }),
    shown: async ({ user }) =>
      (await provider().mailsTo(user.id)).map(({ id, text, facts, links, buttons }) => ({
        id,
        text,
        facts,
        links,
        mentions: [],
        choices: buttons.map(({ label, url }) => ({ label, token: decodeURIComponent(url.split('/').at(-1) ?? '') })),
      })),
  };
}
