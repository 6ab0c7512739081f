import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { Drain, type Returned } from '../src/road/drain.ts';
import { type CaseInHand, type DueEffect, isJustBegun } from '../src/road/due-effect.ts';
import { until } from './support/until.ts';

/** What is recorded of one case: the part of the database that a drain knows. */
class Recorded {
  readonly person = randomUUID();
  readonly id = randomUUID();
  version = 1;
  /** The drain's replica, or somebody else's. */
  holder: string | null = 'we';
  readonly done: string[] = [];
  readonly waiting: (DueEffect & { later?: boolean })[] = [];

  constructor(lanes: readonly string[]) {
    for (const lane of lanes) this.add(lane);
  }

  add(lane: string): DueEffect {
    const ordinal = this.done.length + this.waiting.length + 1;
    const effect: DueEffect = {
      id: randomUUID(),
      person: this.person,
      case: this.id,
      holder: 'we',
      ordinal,
      lane,
      effect: { type: 'timer', timer: lane, at: String(ordinal) },
      attempts: 0,
      attemptedAgo: null,
      begunAt: null,
      recordedAgo: 0,
      address: null,
      locale: 'en',
    };
    this.waiting.push(effect);
    return effect;
  }

  /** Takes the case as a sweep does: with everything that is due and not behind something that is not. */
  read(): CaseInHand {
    const heldBack = new Set<string>();
    const effects = this.waiting.filter(({ lane, later }) => {
      if (later) heldBack.add(lane);
      return !heldBack.has(lane);
    });
    return { person: this.person, id: this.id, version: this.version, effects, heldBack };
  }

  /** Records that it was done, as long as the case is ours. */
  finish(due: DueEffect): boolean {
    const index = this.waiting.findIndex(({ id }) => id === due.id);
    if (this.holder !== 'we' || index < 0) return false;
    this.waiting.splice(index, 1);
    this.done.push(`${due.lane}${due.ordinal}`);
    return true;
  }
}

type Perform = (due: DueEffect, drain: Drain) => Promise<Partial<Returned> | undefined>;

interface Options {
  readonly perform?: Perform;
  readonly abreast?: number;
  readonly most?: number;
  readonly goodbye?: AbortSignal;
  readonly onRoom?: () => void;
  readonly isApart?: (id: string) => boolean;
  readonly onLeft?: (id: string) => void;
  /** Resolves when a look reads what is recorded. */
  readonly looks?: () => Promise<void>;
}

function drainOf(cases: readonly Recorded[], options: Options = {}): Drain {
  const caseOf = (id: string) => {
    const found = cases.find((one) => one.id === id);
    if (found === undefined) throw new Error('There is no such case.');
    return found;
  };
  const drain: Drain = new Drain({
    abreast: () => options.abreast ?? 10,
    most: options.most ?? 100,
    goodbye: options.goodbye ?? new AbortController().signal,
    onRoom: options.onRoom ?? (() => undefined),
    ...(options.isApart === undefined ? {} : { isApart: options.isApart }),
    ...(options.onLeft === undefined ? {} : { onLeft: options.onLeft }),
    turnEvery: 1,
    perform: async (due) => {
      const one = caseOf(due.case);
      const returned = await options.perform?.(due, drain);
      const laneGoesOn = returned?.laneGoesOn ?? true;
      const nothing = { effects: [], letGo: false, laneGoesOn };
      if (laneGoesOn && !one.finish(due)) return { ...nothing, version: null };
      const letGo =
        (returned?.effects ?? []).length === 0 &&
        drain.isLast(due, { version: one.version, laneGoesOn, together: new Set() }) &&
        one.holder === 'we';
      if (letGo) one.holder = null;
      return { ...nothing, version: one.version, ...returned, letGo };
    },
    look: async ({ id }) => {
      await (options.looks ?? turn)();
      const one = caseOf(id);
      if (one.holder !== 'we') return undefined;
      const found = one.read();
      if (found.effects.length > 0) return found;
      one.holder = null;
      return undefined;
    },
  });
  return drain;
}

test('every lane is performed in order, and lanes do not wait for each other', async () => {
  const one = new Recorded(['a', 'b', 'a', 'b', 'a']);
  const slow = Promise.withResolvers<void>();
  const drain = drainOf([one], {
    perform: async ({ lane, ordinal }) => {
      if (lane === 'a' && ordinal === 1) await slow.promise;
      if (lane === 'b' && ordinal === 4) setImmediate(() => slow.resolve());
      return undefined;
    },
  });
  drain.take(one.read());
  await drain.idle();
  expect(one.done).toEqual(['b2', 'b4', 'a1', 'a3', 'a5']);
  expect(one.holder).toBeNull();
});

test('G22 what is counted apart keeps nobody from being helped, and is finished too', async () => {
  const [bulk, asked] = [new Recorded(['a']), new Recorded(['a'])];
  const hangs = Promise.withResolvers<void>();
  const left: string[] = [];
  const drain = drainOf([bulk, asked], {
    abreast: 1,
    isApart: (id) => id === bulk.id,
    onLeft: (id) => left.push(id),
    perform: async (due) => {
      if (due.case === bulk.id) await hangs.promise;
      else setImmediate(() => hangs.resolve());
      return undefined;
    },
  });
  drain.take(bulk.read());
  drain.take(asked.read());
  await drain.idle();
  expect(left).toEqual([asked.id, bulk.id]);
});

test('a ticket gives way to what somebody waits for, and not for long', async () => {
  const quick = new Recorded(['ticket', 'card', 'person', 'person']);
  const drain = drainOf([quick]);
  drain.take(quick.read());
  await drain.idle();
  expect(quick.done).toEqual(['person3', 'person4']);
  await until(() => quick.holder === null);
  expect(quick.done).toHaveLength(4);
  const slow = new Recorded(['ticket', 'system:far']);
  const answers = Promise.withResolvers<void>();
  const waiting = drainOf([slow], {
    perform: async ({ lane }) => {
      if (lane === 'ticket') answers.resolve();
      else await answers.promise;
      return undefined;
    },
  });
  waiting.take(slow.read());
  await until(() => slow.holder === null);
  expect(slow.done).toEqual(['ticket1', 'system:far2']);
});

test('while many wait for their account a ticket lets some turns pass, and comes all the same', async () => {
  const came: string[] = [];
  const crowdOf = (people: number) => {
    const ticket = new Recorded(['ticket']);
    const others = Array.from({ length: people }, () => new Recorded(['person']));
    const isTicketed = Promise.withResolvers<void>();
    const drain = drainOf([ticket, ...others], {
      perform: async ({ lane }) => {
        if (lane !== 'ticket') return void (await isTicketed.promise);
        came.push(`beside ${people}`);
        isTicketed.resolve();
        return undefined;
      },
    });
    for (const one of [ticket, ...others]) drain.take(one.read());
    return until(() => [ticket, ...others].every(({ holder }) => holder === null));
  };
  await Promise.all([crowdOf(8), crowdOf(7)]);
  expect(came).toEqual(['beside 7', 'beside 8']);
});

test('what waits for the common turn takes no place from anybody', async () => {
  const [ticketed, next] = [new Recorded(['person', 'ticket']), new Recorded(['person'])];
  let toldOfRoom = 0;
  const onRoom = () => {
    toldOfRoom += 1;
  };
  const drain = drainOf([ticketed, next], { most: 1, onRoom });
  drain.take(ticketed.read());
  expect(drain.room).toBe(0);
  await drain.idle();
  expect(ticketed.done).toEqual(['person1']);
  expect([drain.room, toldOfRoom]).toEqual([1, 1]);
  drain.take(next.read());
  expect(drain.room).toBe(0);
  await until(() => ticketed.holder === null && next.holder === null);
  expect(drain.room).toBe(1);
});

test('what a look finds for a case that was let go meanwhile, and taken again, is performed once', async () => {
  const one = new Recorded(['a']);
  const isRead = Promise.withResolvers<void>();
  const [isLooking, goesOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const performed: string[] = [];
  const drain = drainOf([one], {
    looks: () => {
      isLooking.resolve();
      return isRead.promise;
    },
    perform: async ({ lane, ordinal }) => {
      performed.push(`${lane}${ordinal}`);
      if (lane === 'c') await goesOn.promise;
      return ordinal === 1 ? { effects: [], letGo: false } : undefined;
    },
  });
  const brought = (lane: string) => drain.take({ ...one.read(), effects: [one.add(lane)] });
  drain.take(one.read());
  // As of another version it is not the last one: a look follows.
  one.version += 1;
  await isLooking.promise;
  brought('b');
  await until(() => one.holder === null);
  one.holder = 'we';
  brought('c');
  isRead.resolve();
  await until(() => performed.includes('c3'));
  await turn();
  goesOn.resolve();
  await drain.idle();
  expect(performed).toEqual(['a1', 'b2', 'c3']);
}, 20_000);

test('what is to be tried later holds back its lane and lets the case go', async () => {
  const one = new Recorded(['a', 'a', 'b']);
  const drain = drainOf([one], {
    perform: async ({ lane, ordinal }) => {
      if (ordinal !== 1 || one.waiting[0]?.later !== undefined) return undefined;
      Object.assign(one.waiting[0] ?? {}, { later: true });
      return { laneGoesOn: lane !== 'a' };
    },
  });
  drain.take(one.read());
  await drain.idle();
  expect(one.done).toEqual(['b3']);
  expect(one.holder).toBeNull();
  Object.assign(one.waiting[0] ?? {}, { later: false });
  one.holder = 'we';
  drain.take(one.read());
  await drain.idle();
  expect(one.done).toEqual(['b3', 'a1', 'a2']);
});

test('what is due is performed although something behind it in its lane is not', async () => {
  const one = new Recorded(['a', 'a']);
  Object.assign(one.waiting[1] ?? {}, { later: true });
  const drain = drainOf([one]);
  drain.take(one.read());
  await drain.idle();
  expect(one.done).toEqual(['a1']);
  expect(one.holder).toBeNull();
});

test('what follows from an effect is performed behind what waits in its lane already', async () => {
  const one = new Recorded(['a', 'a']);
  const drain = drainOf([one], {
    perform: async ({ ordinal }) => {
      if (ordinal !== 1) return undefined;
      one.version += 1;
      return { version: one.version, effects: [one.add('a'), one.add('b')] };
    },
  });
  drain.take(one.read());
  await drain.idle();
  expect(one.done.filter((name) => name.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  expect(one.done).toContain('b4');
  expect(one.holder).toBeNull();
});

test('something that was recorded and has not been handed over yet is not left lying', async () => {
  const one = new Recorded(['a']);
  const drain = drainOf([one], {
    perform: async ({ ordinal }) => {
      // Somebody else's commit: it moved the version on, and nobody tells this drain.
      if (ordinal === 1) {
        one.add('b');
        one.version += 1;
      }
      return undefined;
    },
  });
  drain.take({ ...one.read(), effects: one.read().effects.slice(0, 1) });
  await drain.idle();
  expect(one.done).toEqual(['a1', 'b2']);
  expect(one.holder).toBeNull();
});

test('a case that could not be let go, because somebody wrote to it meanwhile, is looked at until it is', async () => {
  const one = new Recorded(['a']);
  const looks: string[] = [];
  const drain: Drain = new Drain({
    abreast: () => 1,
    most: 1,
    goodbye: new AbortController().signal,
    onRoom: () => undefined,
    perform: async (due) => {
      one.finish(due);
      // Somebody's word, which asks for nothing now: the version is another one.
      one.version += 1;
      return { version: one.version, laneGoesOn: true, effects: [], letGo: false };
    },
    look: async () => {
      looks.push(one.holder ?? 'nobody');
      if (looks.length < 3) return { person: one.person, id: one.id, version: 0, effects: [] };
      one.holder = null;
      return undefined;
    },
  });
  drain.take(one.read());
  await drain.idle();
  expect(looks).toEqual(['we', 'we', 'we']);
  expect(one.done).toEqual(['a1']);
  expect(drain.room).toBe(1);
});

test('an error gives the case to the next sweep, and what runs beside it is finished', async () => {
  const one = new Recorded(['a', 'b', 'a']);
  let fails = true;
  const drain = drainOf([one], {
    perform: async ({ lane }) => {
      if (fails && lane === 'a') throw new Error('out of order');
      await turn();
      return undefined;
    },
  });
  drain.take(one.read());
  await drain.idle();
  expect(one.done).toEqual(['b2']);
  expect(drain.orphans).toEqual([{ person: one.person, id: one.id }]);
  fails = false;
  drain.take(one.read());
  await drain.idle();
  expect(one.done).toEqual(['b2', 'a1', 'a3']);
  expect(drain.orphans).toEqual([]);
});

test('an outcome that does not count any more ends our work at the case', async () => {
  const one = new Recorded(['a', 'a']);
  let performed = 0;
  const drain = drainOf([one], {
    perform: async () => {
      performed += 1;
      one.holder = 'others';
      return undefined;
    },
  });
  drain.take(one.read());
  await drain.idle();
  expect(performed).toBe(1);
  expect(one.done).toEqual([]);
  expect(one.holder).toBe('others');
});

test('a replica that was taken for dead finishes what runs and begins nothing of what it held', async () => {
  const [one, two] = [new Recorded(['a', 'a']), new Recorded(['a'])];
  const begun = Promise.withResolvers<void>();
  const resume = Promise.withResolvers<void>();
  const drain = drainOf([one, two], {
    abreast: 1,
    perform: async () => {
      begun.resolve();
      await resume.promise;
      return undefined;
    },
  });
  drain.take(one.read());
  drain.take(two.read());
  await begun.promise;
  one.holder = 'others';
  two.holder = 'others';
  drain.forget();
  resume.resolve();
  await drain.idle();
  expect([one.done, two.done]).toEqual([[], []]);
  expect(drain.room).toBe(100);
});

test('an outcome that was recorded after its case was forgotten may have made the case ours again: the next sweep looks', async () => {
  const one = new Recorded(['system:ad', 'person']);
  const gate = Promise.withResolvers<void>();
  const drain = drainOf([one], {
    perform: async (due) => {
      if (due.lane === 'system:ad') await gate.promise;
      return undefined;
    },
  });
  drain.take(one.read());
  await until(async () => one.done.length === 1);
  drain.forget();
  // Recorded under our new id, by which the case is ours, with something that follows from it.
  one.add('person');
  gate.resolve();
  await drain.idle();
  expect(drain.orphans).toEqual([{ person: one.person, id: one.id }]);
  expect(one.waiting).toHaveLength(1);
});

test('no more cases are performed at a time than are wanted, the first ones first, and room is told of', async () => {
  const cases = Array.from({ length: 6 }, () => new Recorded(['a', 'a']));
  let running = 0;
  let most = 0;
  let told = 0;
  const order: string[] = [];
  const drain = drainOf(cases, {
    abreast: 2,
    most: 6,
    onRoom: () => {
      told += 1;
    },
    perform: async (due) => {
      if (due.ordinal === 1) order.push(due.case);
      running += 1;
      most = Math.max(most, running);
      await turn();
      running -= 1;
      return undefined;
    },
  });
  for (const one of cases) drain.take(one.read());
  expect(drain.room).toBe(0);
  await until(() => cases.every(({ holder }) => holder === null));
  await drain.idle();
  expect(most).toBe(2);
  expect(order).toEqual(cases.map(({ id }) => id));
  expect(drain.room).toBe(6);
  expect(told).toBe(1);
});

test('a goodbye begins nothing new', async () => {
  const one = new Recorded(['a', 'a']);
  const goodbye = new AbortController();
  const drain = drainOf([one], {
    goodbye: goodbye.signal,
    perform: async () => {
      goodbye.abort();
      return undefined;
    },
  });
  drain.take(one.read());
  await drain.idle();
  expect(one.done).toEqual(['a1']);
  expect(drain.room).toBe(0);
});

test('whatever fails and whoever hands it over: every effect once, every lane in order', async () => {
  const lanes = fc.array(fc.constantFrom('person', 'ticket', 'card'), { minLength: 1, maxLength: 8 });
  const troubles = fc.array(fc.constantFrom('fine', 'more', 'lost', 'error'), { minLength: 8, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(lanes, troubles, fc.integer({ min: 1, max: 3 }), async (names, plan, pace) => {
      const one = new Recorded(names);
      const trouble = [...plan];
      const added: DueEffect[] = [];
      const drain = drainOf([one], {
        perform: async ({ lane }) => {
          for (let step = 0; step < pace; step += 1) await turn();
          switch (trouble.pop()) {
            case 'error':
              throw new Error('failed');
            case 'lost':
              // Done, recorded, and the answer did not arrive: `finish` answers that nothing waits any more.
              one.finish(one.waiting.find((each) => each.lane === lane) ?? one.add(lane));
              return undefined;
            case 'more': {
              one.version += 1;
              const effects = [one.add(lane)];
              added.push(...effects);
              return { version: one.version, effects };
            }
            default:
              return undefined;
          }
        },
      });
      await until(async () => {
        // What a sweep does: it takes up what nobody holds, and what slipped out of our hand.
        if (one.holder === null || drain.orphans.some(({ id }) => id === one.id)) {
          one.holder = 'we';
          drain.take(one.read());
        } else if (one.done.length === 0) drain.take(one.read());
        await drain.idle();
        return one.waiting.length === 0 && one.holder === null;
      });
      expect(new Set(one.done).size).toBe(names.length + added.length);
      expect(one.done).toHaveLength(names.length + added.length);
      for (const lane of new Set(names)) {
        const ordinals = one.done.flatMap((name) => (name.startsWith(lane) ? [Number(name.slice(lane.length))] : []));
        expect(ordinals).toEqual(ordinals.toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 40 },
  );
});

test('a try that was recorded as begun counts as begun for a moment; later it is asked again whose the case is', () => {
  expect(isJustBegun({ begunAt: null }, 0)).toBe(false);
  expect(isJustBegun({ begunAt: 5000 }, 5999)).toBe(true);
  expect(isJustBegun({ begunAt: 5000 }, 6000)).toBe(false);
});
