/**
 * What people are to be told, written once more in another way: person by person and day by day, with a clock made of Intl.
 * Slow, and it shares nothing with the product.
 */
export interface NaiveRules {
  readonly firstReminderDays: number;
  readonly at: string;
  readonly weekends: 'send' | 'drop' | 'previous';
  readonly holidays: ReadonlySet<string>;
}

/** One thing that ends, as the directory tells of it. */
export interface NaiveEnd {
  /** Which password, or which contract, it is: another one is another cycle. */
  readonly cycle: number;
  /** Milliseconds since the epoch; null: not told. */
  readonly changedAt: number | null;
  /** null: never. */
  readonly expiresAt: number | null;
  readonly zone: string;
  readonly isEnabled: boolean;
}

const hour = 3_600_000;
const dayLength = 24 * hour;

const days = new Map<string, string>();
function dayOf(time: number, zone: string): string {
  const key = `${time} ${zone}`;
  const day = days.get(key) ?? wall(time, zone).day;
  days.set(key, day);
  return day;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function wall(time: number, zone: string): { readonly day: string; readonly clock: string } {
  let format = formats.get(zone);
  if (format === undefined) {
    const digits = '2-digit';
    const parts = { year: 'numeric', month: digits, day: digits, hour: digits, minute: digits } as const;
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, ...parts });
    formats.set(zone, format);
  }
  const [day = '', clock = ''] = format.format(time).split(' ');
  return { day, clock };
}

export function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * dayLength).toISOString().slice(0, 10);
}

function apart(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / dayLength);
}

interface Knowledge extends NaiveEnd {
  readonly firstSeen: number;
  readonly schedule: number;
  readonly scheduleEnd: number | null;
  readonly movedNearer: boolean;
  /** Somebody saw to the card that is out. */
  readonly isCorrected: boolean;
  readonly told: readonly { readonly schedule: number; readonly mark: number; readonly day: string }[];
}

export class NaiveReminders {
  readonly #rules: NaiveRules;
  readonly #known = new Map<string, Knowledge>();
  /** The last day of each zone whose slot was heeded. */
  readonly #heeded = new Map<string, string>();
  readonly #slots = new Map<string, number>();
  readonly #marks: ReadonlySet<number>;

  constructor(rules: NaiveRules) {
    this.#rules = rules;
    const marks = new Set([rules.firstReminderDays]);
    for (let left = rules.firstReminderDays; left > 1; ) {
      left = left % 2 === 0 ? left / 2 : (left + 1) / 2;
      marks.add(left);
    }
    this.#marks = marks;
  }

  /** The directory was read. Answers who is to have an old card put right. */
  read(now: number, ends: ReadonlyMap<string, NaiveEnd>): readonly string[] {
    const corrected: string[] = [];
    for (const key of [...this.#known.keys()]) if (!ends.has(key)) this.#known.delete(key);
    for (const [key, end] of ends) {
      if (!this.#heeded.has(end.zone)) this.#heeded.set(end.zone, this.#lastSlotDay(now, end.zone));
      const old = this.#known.get(key);
      const isSame = old !== undefined && old.cycle === end.cycle;
      const isOver = old !== undefined && (!isSame || (end.expiresAt === null && old.expiresAt !== null));
      if (isOver && old.told.length > 0 && !old.isCorrected) corrected.push(key);
      const { scheduleEnd = null } = isSame ? old : {};
      const by = scheduleEnd === null || end.expiresAt === null ? 0 : scheduleEnd - end.expiresAt;
      const isMoved = Math.abs(by) > dayLength;
      this.#known.set(key, {
        ...end,
        firstSeen: old?.firstSeen ?? now,
        schedule: isSame ? old.schedule + (isMoved ? 1 : 0) : 1,
        scheduleEnd: isMoved || scheduleEnd === null ? end.expiresAt : scheduleEnd,
        movedNearer: by >= dayLength || (isSame && old.movedNearer),
        isCorrected: isSame && (old.isCorrected || (isOver && old.told.length > 0)),
        told: isSame ? old.told : [],
      });
    }
    return corrected;
  }

  /** It is that time, and the product is up. Answers who is told of which mark. */
  tick(now: number): readonly string[] {
    const told: string[] = [];
    for (const [zone, heeded] of [...this.#heeded]) {
      const today = dayOf(now, zone);
      if (this.#isRest(today) || this.#slot(today, zone) > now) continue;
      const days: string[] = [];
      for (let day = today; day > heeded; day = shifted(day, -1)) days.push(day);
      const lately = Array.from({ length: this.#rules.firstReminderDays + 14 }, (_, index) => shifted(today, -index));
      for (const [key, known] of this.#known) {
        if (known.zone !== zone) continue;
        const mark =
          this.#latest(known, { now, days, isMoved: false }) ??
          (known.movedNearer ? this.#latest(known, { now, days: lately, isMoved: true }) : undefined);
        this.#known.set(key, {
          ...known,
          movedNearer: false,
          told: mark === undefined ? known.told : [...known.told, { schedule: known.schedule, mark, day: today }],
        });
        if (mark !== undefined) told.push(`${key} ${mark}`);
      }
      this.#heeded.set(zone, today);
    }
    return told;
  }

  #latest(
    known: Knowledge,
    { now, days, isMoved }: { readonly now: number; readonly days: readonly string[]; readonly isMoved: boolean },
  ): number | undefined {
    const { expiresAt, zone } = known;
    if (expiresAt === null || !known.isEnabled) return undefined;
    const today = dayOf(now, zone);
    const fits = (mark: number) =>
      (mark === 0 || expiresAt >= now) &&
      !known.told.some((one) => one.schedule === known.schedule && (one.mark <= mark || one.day >= today));
    for (const day of days) {
      const mark = this.#markOn(day, expiresAt, zone);
      if (mark === undefined) continue;
      const slot = this.#slot(day, zone);
      if (known.changedAt !== null && known.changedAt >= slot) continue;
      if (!isMoved && known.firstSeen >= slot) continue;
      if (fits(mark)) return mark;
    }
    const oldest = days.at(-1);
    const isLongOver = isMoved && oldest !== undefined && expiresAt < this.#slot(oldest, zone);
    return isLongOver && fits(0) ? 0 : undefined;
  }

  #markOn(day: string, expiresAt: number, zone: string): number | undefined {
    if (this.#isRest(day)) return undefined;
    const slot = this.#slot(day, zone);
    if (expiresAt < slot) {
      let before = shifted(day, -1);
      while (this.#isRest(before)) before = shifted(before, -1);
      return expiresAt >= this.#slot(before, zone) ? 0 : undefined;
    }
    const left = apart(day, dayOf(expiresAt, zone));
    const marks = this.#marks.has(left) ? [left] : [];
    if (this.#rules.weekends === 'previous')
      for (let ahead = 1; this.#isRest(shifted(day, ahead)) && left - ahead >= 1; ahead += 1)
        if (this.#marks.has(left - ahead)) marks.push(left - ahead);
    return marks.length === 0 ? undefined : Math.min(...marks);
  }

  #lastSlotDay(now: number, zone: string): string {
    let day = dayOf(now, zone);
    while (this.#isRest(day) || this.#slot(day, zone) > now) day = shifted(day, -1);
    return day;
  }

  #isRest(day: string): boolean {
    const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
    return this.#rules.weekends !== 'send' && (weekday === 0 || weekday === 6 || this.#rules.holidays.has(day));
  }

  /** The first quarter of an hour of that day on whose clock it is `at` or later. */
  #slot(day: string, zone: string): number {
    const key = `${day} ${zone}`;
    const known = this.#slots.get(key);
    if (known !== undefined) return known;
    const noon = Date.parse(`${day}T12:00:00Z`);
    for (let time = noon - 27 * hour; time < noon + 27 * hour; time += hour / 4) {
      const { day: there, clock } = wall(time, zone);
      if (there !== day || clock < this.#rules.at) continue;
      this.#slots.set(key, time);
      return time;
    }
    throw new Error(`${zone} has no ${this.#rules.at} on ${day}.`);
  }

  /** All slots of a day, for a test to know when to look. */
  slotsOn(day: string, zones: readonly string[]): readonly number[] {
    return zones.map((zone) => this.#slot(day, zone));
  }
}
