import { ticketingConformance } from '@access-account/testkit';
import { Desk, type Message, type Ticket } from '../example/receiver.ts';
import { webhookConnector as connector } from '../src/index.ts';
import { startWebhookWorld, type WebhookWorld } from './webhook-world.ts';

interface Case {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** The suite's cases, to be run one by one and not by jest. */
function casesOf({ world }: WebhookWorld): readonly Case[] {
  const cases: Case[] = [];
  const path: string[] = [];
  const runner = {
    describe: (name: string, suite: () => void) => {
      path.push(name);
      suite();
      path.pop();
    },
    test: (name: string, run: () => Promise<void>) => {
      cases.push({ name: `${path.at(-1)}: ${name}`, run });
    },
  };
  ticketingConformance({ runner, connector, world });
  return cases;
}

class ForgetsKeys extends Desk {
  override find(): undefined {}
}

class ForgetsMessages extends Desk {
  override carryOut(_: string, message: Message): ReturnType<Desk['carryOut']> {
    return super.carryOut(String(Math.random()), message);
  }
}

class NeverResolves extends Desk {
  override resolve(_: Ticket): void {}
}

class ResolvesWithoutWords extends Desk {
  override resolve(ticket: Ticket): void {
    ticket.status = 'resolved';
  }
}

class HandsOffToNobody extends Desk {
  override handOff(ticket: Ticket, data: Message['data']): void {
    super.handOff(ticket, { ...data, to: 'service-desk' });
  }
}

/** What a receiver that breaks a promise breaks, and the cases that must tell. */
const mutants: readonly (readonly [string, () => Desk, RegExp])[] = [
  ['opens the same key twice', () => new ForgetsKeys(), /^ticket\.open: EC-(18|32)/],
  ['does a repeat once more', () => new ForgetsMessages(), /^ticket\.(note: adds a repeated|hand-off: a repeated)/],
  ['never resolves', () => new NeverResolves(), /^ticket\.resolve: LN-10/],
  ['resolves without a word', () => new ResolvesWithoutWords(), /^ticket\.resolve: LN-10/],
  ['hands off to whoever', () => new HandsOffToNobody(), /^ticket\.hand-off: gives the ticket to security/],
];

test.each(mutants)('a receiver that %s: the suite turns red', async (_, mutant, telling) => {
  for (const [desk, expected] of [
    [new Desk(), 'green'],
    [mutant(), 'red'],
  ] as const) {
    const started = await startWebhookWorld(desk);
    try {
      const cases = casesOf(started).filter(({ name }) => telling.test(name));
      expect(cases.length).toBeGreaterThan(0);
      for (const { name, run } of cases) {
        const outcome = await run().then(
          () => 'green',
          () => 'red',
        );
        expect({ name, outcome }).toEqual({ name, outcome: expected });
      }
    } finally {
      await started.close();
    }
  }
});
