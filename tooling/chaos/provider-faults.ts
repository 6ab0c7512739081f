import { setTimeout as delay } from 'node:timers/promises';
import { httpFaults } from '../real-servers/http-fault-proxy.ts';
import type { SeededRandom } from '../testing/index.ts';
import { bothDatabases, type Fault } from './fault.ts';
import type { Chapter } from './story.ts';
import type { Provider } from './world.ts';

type Outage = (typeof httpFaults)[number];

const summaries: Readonly<Record<Outage, string>> = {
  reset: 'tears its connections down',
  blackhole: 'takes requests and never answers',
  drip: 'answers one byte at a time',
  html: 'answers 200 with a page instead of JSON',
  'too-many': 'answers 429 with Retry-After',
  unavailable: 'answers 503',
  truncated: 'does as it is asked, and answers by half',
  endless: 'answers without an end',
  'answer-lost': 'does as it is asked, and the answer is lost',
};

/** When each provider is needed. */
const aims: Readonly<Record<Provider, readonly Chapter[]>> = {
  directory: ['noticing', 'pressing', 'pressing', 'unlocking'],
  desk: ['pressing', 'unlocking', 'closing'],
  chat: ['noticing', 'pressing', 'unlocking'],
};

/** Milliseconds longer than any call may take. */
const longerThanAnyCall = 11_000;

/** Milliseconds that an outage waits for somebody to meet. */
const untilMet = 10_000;

/** Most outages are short, and one in twelve outlives every deadline. */
function outage(random: SeededRandom): number {
  const share = random.next();
  return share < 1 / 12 ? longerThanAnyCall : 200 + share * 1200;
}

function providerFault(provider: Provider, fault: Outage): Fault {
  return {
    name: `${provider}-${fault}`,
    summary: `the ${provider} ${summaries[fault]}, for a while`,
    databases: bothDatabases,
    place: provider,
    aims: aims[provider],
    strike: async (world, random) => {
      const proxy = world.proxy(provider);
      const before = proxy.struck;
      proxy.break(fault);
      await delay(outage(random));
      // An outage that met nobody shows nothing.
      for (const begun = performance.now(); proxy.struck === before && performance.now() - begun < untilMet; )
        await delay(20);
      proxy.heal();
      return performance.now();
    },
  };
}

/** Faults between the product and its providers. */
export const providerFaults: readonly Fault[] = [
  ...httpFaults.map((fault) => providerFault('directory', fault)),
  ...httpFaults.map((fault) => providerFault('desk', fault)),
  ...(['too-many', 'answer-lost'] as const).map((fault) => providerFault('chat', fault)),
];
