import { nextSlot, type SlotRules } from '@access-account/policies';
import type { Product } from '../../src/product.ts';
import { type MovableClock, movableClock } from './movable-clock.ts';
import { until } from './until.ts';

const dayLength = 24 * 60 * 60_000;

/** How long a password of the sandbox is good for. */
const maxAgeDays = 90;

const losAngeles: SlotRules = {
  at: '10:00',
  timeZone: 'America/Los_Angeles',
  weekends: 'send',
  holidays: new Set<string>(),
};

/** The next slots from now on, as ISO 8601 instants. */
export function slotsFrom(now: number, count: number): readonly string[] {
  const slots: string[] = [];
  for (let after = new Date(now).toISOString(); slots.length < count; ) {
    const slot = nextSlot({ after, rules: losAngeles });
    if (slot === undefined) throw new Error('There is no slot.');
    slots.push(slot.at);
    after = slot.at;
  }
  return slots;
}

export interface ExpiryPeople {
  readonly now: number;
  readonly slots: readonly string[];
  /** The password expires so many days after the first slot. */
  password(days: number): { readonly passwordAgeDays: number };
  /** The account ends so many days after the first slot. */
  account(days: number): { readonly endsInDays: number };
}

/** People whose ends are told from the first slot that comes. */
export function expiryPeople(count = 40): ExpiryPeople {
  const now = Date.now();
  // A slot that is about to come would come in the middle of what a test does.
  const slots = slotsFrom(now + 3 * 60_000, count);
  const untilSlot = (Date.parse(slots[0] ?? '') - now) / dayLength;
  return {
    now,
    slots,
    password: (days) => ({ passwordAgeDays: maxAgeDays - days - untilSlot }),
    account: (days) => ({ endsInDays: days + untilSlot }),
  };
}

export interface ExpiryConfiguration {
  /** By login, with whatever differs. */
  readonly people: Readonly<Record<string, object>>;
  /** YAML. */
  readonly policies?: string;
}

/** A sandbox whose directory is read at the start, and then when a test says so. */
export function expiryConfiguration({ people, policies = '{}' }: ExpiryConfiguration): string {
  const entries = Object.entries(people).map(([login, differences]) => ({
    login,
    displayName: `Test ${login}`,
    email: `${login}@acme.test`,
    password: `password-of-${login}`,
    ...differences,
  }));
  return `
dataDirectory: data
connectors:
  sandbox:
    package: "@access-account/identity-sandbox"
    poll: { every: 1s }
    list: { every: 1h }
    config: ${JSON.stringify({ displayName: 'Corp', passwordHashCost: 10, passwordMaxAgeDays: maxAgeDays, people: entries })}
  web: { package: "@access-account/channel-web" }
  desk: { package: "@access-account/ticketing-local" }
people: { mainIdentity: sandbox, channels: [web], tickets: desk }
policies: ${policies}
`;
}

/** A product whose time a test can move, slot by slot. */
export class Calendar {
  readonly #product: Product;
  readonly #clock: MovableClock;

  private constructor(product: Product, clock: MovableClock) {
    this.#product = product;
    this.#clock = clock;
  }

  /** @param people Of the directory, who are put into it one after the other while the product runs already. */
  static async of(product: Product, people: number): Promise<Calendar> {
    const calendar = new Calendar(product, await movableClock(product.database));
    await until(async () => {
      await product.expiry.mirror.round('sandbox');
      const [mirrored] = await product.database.rows<{ count: number }>(
        "select count(*)::int as count from expiry where kind = 'password'",
      );
      return mirrored?.count === people;
    }, 'everybody being mirrored');
    return calendar;
  }

  /** It is a second past that moment, unless it is later already, and everything that was due by then is done. */
  async at(instant: string): Promise<void> {
    await this.moveTo(instant);
    await this.#product.expiry.reminders.round();
    await this.settled();
  }

  /** It is a second past that moment, unless it is later already. */
  async moveTo(instant: string): Promise<void> {
    const time = Date.parse(instant) + 1000;
    if ((await this.#clock.now()).getTime() < time) await this.#clock.moveTo(new Date(time).toISOString());
    this.#product.expiry.reminders.look();
  }

  /** The directory is read again, and what follows from that is done. */
  async read(): Promise<void> {
    await this.#product.expiry.mirror.round('sandbox');
    await this.#product.expiry.reminders.round();
    await this.settled();
  }

  async settled(): Promise<void> {
    await until(async () => {
      const [open] = await this.#product.database.rows<{ waiting: number; due: number }>(
        `select (select count(*)::int from reminder where entered_at is null) as waiting,
           (select count(*)::int from effect where status = 'intent'
             and (not_before <= clock_timestamp() or attempts > 0)) as due`,
      );
      if (open?.waiting !== 0) await this.#product.expiry.reminders.round();
      return open?.waiting === 0 && open.due === 0;
    }, 'everything that is due being done');
  }
}
