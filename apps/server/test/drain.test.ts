import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { holdsLease } from '../src/road/case-lease.ts';
import { Drain, type DueEffect } from '../src/road/drain.ts';
import type { Database } from '../src/storage/database.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';
import { until } from './support/until.ts';

let world: TestDatabase;
let database: Database;
beforeAll(async () => {
  world = await openTestDatabase();
  ({ database } = world);
}, 60_000);
afterAll(() => world.close());

interface Case {
  readonly person: string;
  readonly id: string;
}

/** A case with effects, one per name of a lane, in this order. */
async function caseWith(lanes: readonly string[]): Promise<Case> {
  const one = { person: randomUUID(), id: randomUUID() };
  await database.run(
    `insert into help_case (person_id, id, policy, policy_version, state, locale, next_ordinal) values ($1, $2, 'help', 1, '{}', 'en', $3)`,
    [one.person, one.id, lanes.length + 1],
  );
  for (const [index, lane] of lanes.entries()) await addEffect(one, lane, index + 1);
  return one;
}

async function addEffect({ person, id }: Case, lane: string, ordinal: number): Promise<void> {
  await database.run(
    `insert into effect (person_id, id, case_id, ordinal, lane, body) values ($1, $2, $3, $4, $5, $6)`,
    [person, randomUUID(), id, ordinal, lane, JSON.stringify({ type: 'timer', timer: lane, at: String(ordinal) })],
  );
}

const ordinalOf = ({ effect }: DueEffect) => (effect.type === 'timer' ? Number(effect.at) : 0);

/** Records an outcome as the road does: only by whoever holds the case. Answers whether it counted. */
async function finish(due: DueEffect): Promise<boolean> {
  return database.transaction(async (transaction) => {
    await transaction.rows('select 1 from help_case where person_id = $1 and id = $2 for update', [
      due.person,
      due.case,
    ]);
    if (!(await holdsLease(due, transaction))) return false;
    const written = await transaction.run(
      "update effect set status = 'done' where person_id = $1 and id = $2 and status = 'intent'",
      [due.person, due.id],
    );
    return written === 1;
  });
}

async function postpone(due: DueEffect, milliseconds: number): Promise<void> {
  await database.run(
    `update effect set attempts = attempts + 1, not_before = clock_timestamp() + make_interval(secs => $3::float8 / 1000)
     where person_id = $1 and id = $2`,
    [due.person, due.id, milliseconds],
  );
}

const waiting = async ({ person, id }: Case) =>
  (
    await database.rows("select 1 from effect where person_id = $1 and case_id = $2 and status = 'intent'", [
      person,
      id,
    ])
  ).length;

function processWith(perform: (due: DueEffect) => Promise<void>): { readonly drain: Drain } {
  return { drain: new Drain({ database, goodbye: new AbortController().signal, perform }) };
}

test('every lane is performed in order, and lanes do not wait for each other', async () => {
  const one = await caseWith(['a', 'b', 'a', 'b', 'a']);
  const done: string[] = [];
  const slow = Promise.withResolvers<void>();
  const { drain } = processWith(async (due) => {
    if (due.lane === 'a' && ordinalOf(due) === 1) await slow.promise;
    done.push(`${due.lane}${ordinalOf(due)}`);
    await finish(due);
    if (done.includes('b4')) slow.resolve();
  });
  await drain.run(one.person, one.id);
  expect(done).toEqual(['b2', 'b4', 'a1', 'a3', 'a5']);
});

test('what is not due yet holds back its lane, and is found when it is', async () => {
  const one = await caseWith(['a', 'a']);
  const done: number[] = [];
  const { drain } = processWith(async (due) => {
    if (due.attempts === 0 && ordinalOf(due) === 1) return postpone(due, 30);
    done.push(ordinalOf(due));
    await finish(due);
  });
  await drain.run(one.person, one.id);
  expect(done).toEqual([]);
  await until(async () => {
    await drain.run(one.person, one.id);
    return done.length === 2;
  });
  expect(done).toEqual([1, 2]);
});

test('an error gives the case back, and what was not begun is not lost', async () => {
  const one = await caseWith(['a', 'b']);
  let fails = true;
  const { drain } = processWith(async (due) => {
    if (fails && due.lane === 'a') throw new Error('out of order');
    await finish(due);
  });
  await expect(drain.run(one.person, one.id)).rejects.toThrow('out of order');
  const [row] = await database.rows<{ lease_by: string | null }>('select lease_by from help_case where id = $1', [
    one.id,
  ]);
  expect(row?.lease_by).toBeNull();
  fails = false;
  await drain.run(one.person, one.id);
  expect(await waiting(one)).toBe(0);
});

test('what is recorded while a case is being drained is drained too', async () => {
  const one = await caseWith(['a']);
  const done: number[] = [];
  const { drain } = processWith(async (due) => {
    if (ordinalOf(due) === 1) {
      await addEffect(one, 'a', 2);
      await addEffect(one, 'b', 3);
    }
    done.push(ordinalOf(due));
    await finish(due);
    await database.run('update help_case set version = version + 1 where id = $1', [one.id]);
  });
  await drain.run(one.person, one.id);
  expect(done.toSorted()).toEqual([1, 2, 3]);
});

test('something recorded between the last look and letting go is not left lying', async () => {
  // The version moves whenever something is recorded: whoever lets go sees that and looks again.
  const one = await caseWith(['a']);
  let added = false;
  const done: number[] = [];
  const { drain } = processWith(async (due) => {
    done.push(ordinalOf(due));
    await finish(due);
    if (added) return;
    added = true;
    void turn().then(async () => {
      await addEffect(one, 'b', 2);
      await database.run('update help_case set version = version + 1 where id = $1', [one.id]);
    });
  });
  await drain.run(one.person, one.id);
  await until(async () => {
    if ((await waiting(one)) > 0) await drain.run(one.person, one.id);
    return done.length === 2;
  });
});

test('two processes at one case: every effect is performed once, in order', async () => {
  const one = await caseWith(['a', 'b', 'a', 'b', 'a', 'a']);
  const done: string[] = [];
  const perform = async (due: DueEffect) => {
    await turn();
    if (await finish(due)) done.push(`${due.lane}${ordinalOf(due)}`);
  };
  const processes = [processWith(perform), processWith(perform), processWith(perform)];
  await until(async () => {
    await Promise.all(processes.map(({ drain }) => drain.run(one.person, one.id)));
    return (await waiting(one)) === 0;
  });
  expect(done.toSorted()).toEqual(['a1', 'a3', 'a5', 'a6', 'b2', 'b4']);
  expect(done.filter((name) => name.startsWith('a'))).toEqual(['a1', 'a3', 'a5', 'a6']);
});

test('a process that lost its lease does not record what it did: whoever holds the case now does', async () => {
  const one = await caseWith(['a']);
  const counted: string[] = [];
  const resume = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const frozen = processWith(async (due) => {
    begun.resolve();
    await resume.promise;
    if (await finish(due)) counted.push('frozen');
  });
  const fresh = processWith(async (due) => {
    if (await finish(due)) counted.push('fresh');
  });
  const thawing = frozen.drain.run(one.person, one.id);
  await begun.promise;
  // Its lease ran out while it was frozen.
  await database.run("update help_case set lease_until = clock_timestamp() - interval '1 second' where id = $1", [
    one.id,
  ]);
  await fresh.drain.run(one.person, one.id);
  resume.resolve();
  await thawing;
  expect(counted).toEqual(['fresh']);
});

test('a process that lost its lease to one that is slow performs nothing again meanwhile', async () => {
  const one = await caseWith(['a', 'a']);
  let performed = 0;
  const { drain } = processWith(async (due) => {
    performed += 1;
    await database.run(
      "update help_case set lease_by = $2, lease_until = clock_timestamp() + interval '1 minute' where id = $1",
      [one.id, randomUUID()],
    );
    await finish(due);
  });
  await drain.run(one.person, one.id);
  expect(performed).toBe(1);
  expect(await waiting(one)).toBe(2);
});

test('a case somebody is at is left to them', async () => {
  const one = await caseWith(['a']);
  await database.run(
    "update help_case set lease_by = $2, lease_until = clock_timestamp() + interval '1 minute' where id = $1",
    [one.id, randomUUID()],
  );
  const { drain } = processWith(async () => {
    throw new Error('performed');
  });
  await drain.run(one.person, one.id);
  expect(await waiting(one)).toBe(1);
});

test('a case that is not there is nothing to do', async () => {
  const { drain } = processWith(async () => undefined);
  await expect(drain.run(randomUUID(), randomUUID())).resolves.toBeUndefined();
});

test('whatever fails and whoever wakes it: every effect once, every lane in order', async () => {
  const lanes = fc.array(fc.constantFrom('person', 'ticket', 'card'), { minLength: 1, maxLength: 8 });
  const troubles = fc.array(fc.constantFrom('fine', 'later', 'error'), { minLength: 8, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(lanes, troubles, async (names, plan) => {
      const one = await caseWith(names);
      const trouble = [...plan];
      const done: { lane: string; ordinal: number }[] = [];
      const perform = async (due: DueEffect) => {
        const what = trouble.pop() ?? 'fine';
        if (what === 'error') throw new Error('failed');
        if (what === 'later') return postpone(due, 1);
        if (await finish(due)) done.push({ lane: due.lane, ordinal: ordinalOf(due) });
      };
      const processes = [processWith(perform), processWith(perform)];
      await until(async () => {
        await Promise.allSettled(processes.map(({ drain }) => drain.run(one.person, one.id)));
        return (await waiting(one)) === 0;
      });
      for (const lane of new Set(names)) {
        const wanted = names.flatMap((name, index) => (name === lane ? [index + 1] : []));
        expect(done.flatMap((each) => (each.lane === lane ? [each.ordinal] : []))).toEqual(wanted);
      }
    }),
    { numRuns: 25 },
  );
});
