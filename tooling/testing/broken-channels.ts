import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  type ChannelOperationSet,
  type ChannelPerson,
  type ConversationReference,
  type InboundEvent,
  type Message,
  UnavailableError,
} from '@access-account/contract';
import { type ChannelConformanceOptions, type ChannelWorld, channelConformance } from '@access-account/testkit';

interface Case {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** What it does in place of what a good connector does. */
interface Twist {
  readonly operations?: (good: ChannelOperationSet) => Partial<ChannelOperationSet>;
  readonly hasNoIdempotency?: true;
  readonly isSilent?: true;
}

type Send = ChannelOperationSet['message.send'];
type Listen = NonNullable<ChannelOperationSet['event.listen']>;
type Update = NonNullable<ChannelOperationSet['message.update']>;

const broken = () => new UnavailableError({ system: 'It', summary: 'is away.', remedy: 'Wait.' });
const unlike = (word: string) => `${word}, and more`;

/** Sends another message than it was given. */
const saying = (change: (message: Message) => Message): Twist => ({
  operations: ({ 'message.send': send }) => ({
    'message.send': (input, call) => send({ ...input, message: change(input.message) }, call),
  }),
});
const sending = (twist: (send: Send) => Send): Twist => ({
  operations: ({ 'message.send': send }) => ({ 'message.send': twist(send) }),
});

const changedEvent = (change: (event: InboundEvent) => InboundEvent): Twist => ({
  operations: ({ 'webhook.receive': receive, 'event.listen': listen }) => ({
    ...(receive && {
      'webhook.receive': async (request, call) => {
        const { events, respond } = await receive(request, call);
        return { events: events.map(change), respond };
      },
    }),
    ...(listen && {
      'event.listen': ({ deliver, signal }, call) =>
        listen({ signal, deliver: (events) => deliver(events.map(change)) }, call),
    }),
  }),
});

/** Answers with this status where the good one answers otherwise. */
const answering = (status: number, isMeant: (outcomes: readonly { readonly status: string }[]) => boolean): Twist => ({
  operations: ({ 'webhook.receive': receive }) =>
    receive === undefined
      ? {}
      : {
          'webhook.receive': async (request, call) => {
            const { events, respond } = await receive(request, call);
            return {
              events,
              respond: async (outcomes) => {
                const answer = await respond(outcomes);
                return isMeant(outcomes) ? { ...answer, status } : answer;
              },
            };
          },
        },
});

const listening = (twist: (listen: Listen) => Listen): Twist => ({
  operations: ({ 'event.listen': listen }) => (listen === undefined ? {} : { 'event.listen': twist(listen) }),
});

const updating = (twist: (update: Update) => Update): Twist => ({
  operations: ({ 'message.update': update }) => (update === undefined ? {} : { 'message.update': twist(update) }),
});

/** Ways to break a promise, and the cases of the suite that must tell. */
const table: readonly (readonly [string, RegExp, () => Twist])[] = [
  ['names no idempotency', /^connection: the definition/, () => ({ hasNoIdempotency: true })],
  ['says nothing about itself', /^connection: check/, () => ({ isSilent: true })],
  [
    'reaches somebody else',
    /^messages: the person who is reached/,
    () => ({
      operations: ({ 'conversation.open': open, 'person.resolve': resolve }) => {
        const other = (person: ChannelPerson | undefined) => person && { ...person, user: { id: 'somebody else' } };
        return open === undefined
          ? { 'person.resolve': async (input, call) => other(await resolve(input, call)) }
          : { 'conversation.open': async (input, call) => other(await open(input, call)) };
      },
    }),
  ],
  [
    'takes everybody for an employee',
    /^messages: whoever is not a person/,
    () => ({
      operations: ({ 'person.resolve': resolve }) => ({
        'person.resolve': async (user, call) => {
          const person = await resolve(user, call);
          const made = { user, conversation: user, match: null, displayName: '', locale: null };
          return { ...made, ...person, kind: 'employee' as const };
        },
      }),
    }),
  ],
  [
    'adds words of its own',
    /^messages: (every text|a text as long)/,
    () => saying((one) => ({ ...one, text: unlike(one.text) })),
  ],
  ['cuts texts off', /^messages: a text as long/, () => saying((one) => ({ ...one, text: one.text.slice(0, 200) }))],
  [
    'adds words to facts',
    /^messages: words of the class/,
    () =>
      saying(({ facts = [], ...one }) => ({
        ...one,
        facts: facts.map(({ label, value }) => ({ label, value: unlike(value) })),
      })),
  ],
  [
    'changes tokens',
    /^messages: (words of the class|a message that is too big)/,
    () =>
      saying(({ choices = [], ...one }) => ({
        ...one,
        choices: choices.map((choice) => ({ ...choice, token: `${choice.token}x` })),
      })),
  ],
  [
    'says everything twice',
    /^messages: every text/,
    () =>
      sending((send) => async (input, call) => {
        await send(input, { ...call, idempotencyKey: randomUUID() });
        return send(input, call);
      }),
  ],
  [
    'tells everybody',
    /^messages: nobody else/,
    () => {
      const reached = new Map<string, ConversationReference>();
      return {
        operations: ({ 'conversation.open': open, 'message.send': send }) => ({
          ...(open && {
            'conversation.open': async (input, call) => {
              const person = await open(input, call);
              if (person !== undefined) reached.set(person.conversation.id, person.conversation);
              return person;
            },
          }),
          'message.send': async (input, call) => {
            for (const [id, to] of reached)
              if (id !== input.to.id) await send({ ...input, to }, { ...call, idempotencyKey: randomUUID() });
            return send(input, call);
          },
        }),
      };
    },
  ],
  [
    'knows no repeat',
    /^messages: a repeated message/,
    () => sending((send) => (input, call) => send(input, { ...call, repeated: false, idempotencyKey: randomUUID() })),
  ],
  [
    'does not say how long to wait',
    /^messages: a refusal for too many/,
    () =>
      sending(
        (send) => (input, call) =>
          send(input, call).catch(() => {
            throw broken();
          }),
      ),
  ],
  [
    'claims to have sent what failed',
    /^messages: a message that failed/,
    () => sending((send) => (input, call) => send(input, call).catch(() => ({ id: 'claimed' }))),
  ],
  [
    'loses every other message of a rush',
    /^messages: messages sent at once/,
    () => {
      let count = 0;
      return sending((send) => async (input, call) => {
        count += 1;
        return count % 2 === 0 ? { id: 'lost' } : send(input, call);
      });
    },
  ],
  [
    'updates nothing',
    /^messages: an update (takes|after)/,
    () =>
      updating(
        () =>
          async ({ at }) =>
            at,
      ),
  ],
  [
    'leaves a button',
    /^messages: an update after a click/,
    () =>
      updating(
        (update) => (input, call) =>
          update({ ...input, message: { ...input.message, choices: [{ label: 'Yes', token: 'left' }] } }, call),
      ),
  ],
  [
    'claims to have replaced what is not there',
    /^messages: an update of a message that is not there/,
    () => updating((update) => (input, call) => update(input, call).catch(() => input.at)),
  ],
  [
    'hears other words',
    /^(webhook\.receive: a text|event\.listen: texts)/,
    () => changedEvent((event) => (event.kind === 'text' ? { ...event, text: unlike(event.text) } : event)),
  ],
  [
    'hears somebody else',
    /^(webhook\.receive: a text|event\.listen: texts)/,
    () => changedEvent((event) => ({ ...event, user: { id: 'somebody else' } })),
  ],
  [
    'hears another choice',
    /^webhook\.receive: a pressed button/,
    () => changedEvent((event) => (event.kind === 'choice' ? { ...event, token: `${event.token}x` } : event)),
  ],
  [
    'hears every redelivery as new',
    /^(webhook\.receive: a redelivery|event\.listen: what could not)/,
    () => changedEvent((event) => ({ ...event, id: randomUUID() })),
  ],
  [
    'refuses a redelivery',
    /^webhook\.receive: accepted and repeated/,
    () => answering(409, ([outcome]) => outcome?.status === 'repeated'),
  ],
  [
    'takes a refusal for an error of its own',
    /^webhook\.receive: a refusal/,
    () => answering(500, ([outcome]) => outcome?.status === 'refused'),
  ],
  [
    'thanks for what is not authentic',
    /^webhook\.receive: what is not authentic/,
    () => answering(200, (outcomes) => outcomes.length === 0),
  ],
  [
    'acknowledges what is not stored',
    /^event\.listen: what could not/,
    () =>
      listening(
        (listen) =>
          ({ deliver, signal }, call) =>
            listen(
              {
                signal,
                deliver: (events) =>
                  deliver(events).catch(() => events.map(() => ({ status: 'accepted' as const, event: 'claimed' }))),
              },
              call,
            ),
      ),
  ],
  [
    'does not acknowledge a refusal',
    /^event\.listen: a refusal/,
    () =>
      listening(
        (listen) =>
          ({ deliver, signal }, call) =>
            listen(
              {
                signal,
                deliver: async (events) => {
                  const outcomes = await deliver(events);
                  if (outcomes.some(({ status }) => status === 'refused')) throw new Error('It was refused.');
                  return outcomes;
                },
              },
              call,
            ),
      ),
  ],
  [
    'fails when it is cut off',
    /^event\.listen: a break/,
    () =>
      listening((listen) => async (input, call) => {
        const { ended } = await listen(input, call);
        const failed = ended.then(() => {
          throw new Error('It was cut off.');
        });
        failed.catch(() => undefined);
        return { ended: failed };
      }),
  ],
];

interface Hearing {
  readonly over: AbortSignal;
  readonly ended: Promise<void>[];
}

/** Nobody listens for longer: a case that turns red does not hang up. */
function untilOver(operations: ChannelOperationSet, { over, ended }: Hearing): ChannelOperationSet {
  const { 'event.listen': listen } = operations;
  if (listen === undefined) return operations;
  return {
    ...operations,
    'event.listen': async ({ deliver, signal }, call) => {
      const listening = await listen({ deliver, signal: AbortSignal.any([signal, over]) }, call);
      ended.push(listening.ended);
      return listening;
    },
  };
}

interface BrokenChannelsOptions<Config, Client, Operations extends ChannelOperationSet>
  extends Omit<ChannelConformanceOptions<Config, Client, Operations>, 'world'> {
  /** Makes a new one each time: what breaks leaves things behind. */
  readonly world: () => ChannelWorld;
}

/**
 * A channel that keeps its promises passes the suite, and one that breaks any of them does not: every case of the suite that
 * runs for it is told by a channel that breaks what the case is about.
 */
export function brokenChannels<Config, Client, Operations extends ChannelOperationSet>({
  runner,
  connector,
  world,
}: BrokenChannelsOptions<Config, Client, Operations>): void {
  const casesOf = ({ operations, hasNoIdempotency, isSilent }: Twist): readonly Case[] => {
    const over = new AbortController();
    const ended: Promise<void>[] = [];
    const finish = async () => {
      over.abort();
      await Promise.all(ended);
    };
    const twisted = {
      ...connector,
      ...(hasNoIdempotency ? { idempotency: {} } : {}),
      connect: async (...given: Parameters<typeof connector.connect>) => {
        const connection = await connector.connect(...given);
        return isSilent ? { ...connection, check: async () => [] } : connection;
      },
      operations: (client: Client) => {
        const good = untilOver(connector.operations(client), { over: over.signal, ended });
        return { ...good, ...operations?.(good) };
      },
    } as typeof connector;
    const cases: Case[] = [];
    const path: string[] = [];
    const collect = {
      describe: (name: string, suite: () => void) => {
        path.push(name);
        suite();
        path.pop();
      },
      test: (name: string, run: () => Promise<void>) => {
        cases.push({ name: `${path.at(-1)}: ${name}`, run: () => run().finally(finish) });
      },
    };
    channelConformance({ runner: collect, connector: twisted, world: world() });
    return cases;
  };
  const good = casesOf({});
  const isTold = ({ name }: Case) => table.some(([, telling]) => telling.test(name));

  runner.test('every case of the suite is told by a channel that breaks what it is about', async () => {
    assert.deepEqual(
      good.filter((one) => !isTold(one)).map(({ name }) => name),
      [],
    );
  });

  for (const [name, telling, twist] of table) {
    const about = good.filter((one) => telling.test(one.name));
    if (about.length === 0) continue;
    runner.test(`a channel that ${name}: the suite turns red`, async () => {
      for (const { name: told } of about) {
        const find = (cases: readonly Case[]) => cases.find((one) => one.name === told);
        await find(casesOf({}))?.run();
        const outcome = await find(casesOf(twist()))
          ?.run()
          .then(
            () => 'green',
            () => 'red',
          );
        assert.deepEqual({ told, outcome }, { told, outcome: 'red' });
      }
    });
  }
}
