import { startEmailFake } from '../../packages/channel-email/src/fake/index.ts';
import type { BenchWorld } from './bench-world.ts';
import { watchMachine } from './machine.ts';
import { measureDrain } from './measure-drain.ts';
import type { Reading } from './reading.ts';
import { untilMetric } from './until-metric.ts';

export interface MailsOptions {
  readonly world: BenchWorld;
  readonly kind: 'postgres' | 'embedded';
  /** People whose password ends the day after tomorrow. */
  readonly people: number;
  readonly rounds: number;
  /** Seconds, at least, to get ready before the reminders are due: they are due at a whole minute. */
  readonly ready: number;
  readonly say: (line: string) => void;
}

const minute = 60_000;
/** Milliseconds for which bare mails are sent in a round, and to warm up. */
const bareFor = 3000;

/** How soon everybody has the mail that reminds them, in a product that never met anybody, beside bare mails and beside a script. */
export async function mails(options: MailsOptions): Promise<readonly Reading[]> {
  const { world, people, rounds, say } = options;
  const directory = await world.directory();
  await directory.slapd.setPolicy({ attempts: 1, seconds: 0, days: 2 });
  say(`… ${people} people whose password ends the day after tomorrow`);
  const reminded = await directory.recruit(people);
  const mailbox = await startEmailFake();
  const bare = await world.reference('limit-smtp-5', directory);
  const script = await world.reference('peer-expiry-script', directory);
  await bare.run({ milliseconds: bareFor, pause: 0 });
  await script.run({ milliseconds: 1, pause: 0 });

  const readings: Reading[] = [];
  const runBare = async () => {
    const during = watchMachine();
    world.mails.forget();
    const { seconds } = await bare.run({ milliseconds: bareFor, pause: 0 });
    const sent = [...world.mails.taken.values()].flat().length;
    const common = { subject: 'limit-smtp-5', n: sent, machine: during() } as const;
    readings.push({ ...common, figure: 'expiry mails', unit: '/s', value: sent / seconds });
  };
  const runScript = async () => {
    const during = watchMachine();
    world.mails.forget();
    const { seconds } = await script.run({ milliseconds: 1, pause: 0 });
    const common = { subject: 'peer-expiry-script', n: world.mails.taken.size, machine: during() } as const;
    readings.push({ ...common, figure: 'expiry run', unit: 's', value: seconds });
  };
  for (let round = 1; round <= rounds; round += 1) {
    say(
      `… ${options.kind}: round ${round} of ${rounds}: everybody is reminded by mail, beside bare mails and a script`,
    );
    readings.push(
      ...(await ours({
        ...{ ...options, directory, reminded },
        // Mails come from its own server, over as many connections as the product opens to a relay by itself: bare mails over
        // those are as many a second as over five. Its mailbox is empty.
        mailbox: mailbox.config({ smtp: `smtp://127.0.0.1:${world.mails.port}`, relay: true }),
        meanwhile: async () => {
          await runBare();
          await runScript();
        },
      })),
    );
  }
  await mailbox.close();
  await Promise.all([bare.stop(), script.stop()]);
  return readings;
}

interface OursOptions extends MailsOptions {
  readonly directory: Awaited<ReturnType<BenchWorld['directory']>>;
  readonly reminded: readonly string[];
  readonly mailbox: object;
  /** What is measured while ours waits for its minute. */
  readonly meanwhile: () => Promise<void>;
}

async function ours({ world, kind, directory, reminded, mailbox, ready, meanwhile, say }: OursOptions) {
  const due = Math.ceil((Date.now() + ready * 1000) / minute) * minute;
  const policies = { passwordExpiry: { at: new Date(due).toISOString().slice(11, 16), timeZone: 'UTC' } };
  const product = await world.product({ kind, directory, listEvery: '1d', policies, mailbox });
  await product.start();
  await untilMetric(product, 'access_account_directory_accounts', reminded.length);
  await meanwhile();
  world.mails.forget();
  if (Date.now() >= due) throw new Error('The reminders were due before everybody was ready.');
  const all = world.mails.reach(reminded.length);
  await untilMetric(product, 'access_account_reminders_due_total', 1);
  const during = watchMachine();
  await all;
  const machine = during();
  await measureDrain({ finishedEffects: () => product.finishedEffects() });
  const effects = await product.finishedEffects();
  await product.stop();

  const moments = [...world.mails.taken.values()].flat();
  const [first, last] = [Math.min(...moments), Math.max(...moments)];
  const faults = reminded.flatMap((login) => {
    const mails = world.mails.taken.get(`${login}@acme.test`)?.length ?? 0;
    return mails === 1 ? [] : [`${login}: mails ${mails}, and not 1`];
  });
  // A look at the account, and the mail.
  if (effects !== 2 * reminded.length) faults.push(`${effects} effects are recorded, and not ${2 * reminded.length}`);
  for (const fault of faults.slice(0, 10)) say(`✗ ${fault}`);
  const common = { subject: kind, n: reminded.length, machine } as const;
  return [
    { ...common, figure: 'expiry mails', unit: '/s', value: (moments.length - 1) / ((last - first) / 1000) },
    { ...common, figure: 'expiry run', unit: 's', value: (last - due) / 1000 },
    { ...common, figure: 'expiry mails lost or doubled', unit: '', value: faults.length },
  ] as const satisfies readonly Reading[];
}
