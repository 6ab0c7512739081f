import fc from 'fast-check';
import {
  type Allowance,
  type Bucket,
  bucketOf,
  freshBucket,
  giveBack,
  knockEvery,
  take,
} from '../src/registry/budget/bucket.ts';

const allowance: fc.Arbitrary<Allowance> = fc.record({
  calls: fc.integer({ min: 1, max: 5000 }),
  per: fc.constantFrom(100, 1000, 60_000, 3_600_000),
  reserve: fc.integer({ min: 0, max: 90 }).map((percent) => percent / 100),
});
const steps = fc.array(
  fc.record({
    // A clock that is set back is no reason for more.
    after: fc.oneof(fc.constant(0), fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 0, max: 100_000 })),
    urgent: fc.integer({ min: 0, max: 50 }),
    background: fc.integer({ min: 0, max: 500 }),
  }),
  { minLength: 1, maxLength: 60 },
);

test('a bucket is never below nothing and never above its size, and gives no more than is wanted', () => {
  fc.assert(
    fc.property(allowance, steps, (allowed, taken) => {
      const size = bucketOf(allowed);
      let bucket = freshBucket;
      let now = 1_000_000_000;
      for (const { after, urgent, background } of taken) {
        now += after;
        const given = take(bucket, size, { now, urgent, background });
        expect(given.bucket.tokens).toBeGreaterThanOrEqual(0);
        expect(given.bucket.tokens).toBeLessThanOrEqual(size.capacity);
        expect(given.urgent).toBeLessThanOrEqual(urgent);
        expect(given.background).toBeLessThanOrEqual(background);
        expect(given.bucket.filledAt).toBeGreaterThanOrEqual(bucket.filledAt);
        bucket = given.bucket;
      }
      expect(giveBack(bucket, size, { now, tokens: 1000 }).tokens).toBeLessThanOrEqual(size.capacity);
    }),
  );
});

test('in no time of `per`, wherever it begins, more calls than allowed: also when each is made as late as it may be', () => {
  fc.assert(
    fc.property(
      allowance,
      steps,
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (allowed, taken, lateness) => {
        const size = bucketOf(allowed);
        let bucket = freshBucket;
        let now = 1_000_000_000;
        const calls: number[] = [];
        for (const { after, urgent, background } of taken) {
          now += Math.abs(after);
          const given = take(bucket, size, { now, urgent, background });
          ({ bucket } = given);
          for (let call = 0; call < given.urgent + given.background; call += 1) {
            // Strictly before the end of its life.
            calls.push(now + (lateness.next().value as number) * size.life * 0.999);
          }
        }
        calls.sort((a, b) => a - b);
        for (let first = 0; first + allowed.calls < calls.length; first += 1) {
          expect((calls[first + allowed.calls] ?? 0) - (calls[first] ?? 0)).toBeGreaterThanOrEqual(allowed.per);
        }
      },
    ),
  );
});

test('whoever waits as long as was said, alone, gets it', () => {
  fc.assert(
    fc.property(allowance, steps, fc.constantFrom('urgent', 'background'), (allowed, taken, kind) => {
      const size = bucketOf(allowed);
      let bucket = freshBucket;
      let now = 1_000_000_000;
      for (const { after, ...wanted } of taken) {
        now += Math.abs(after);
        ({ bucket } = take(bucket, size, { now, ...wanted }));
      }
      const one = { urgent: 0, background: 0, [kind]: 1 };
      const { wait } = take(bucket, size, { now, urgent: 0, background: 0 });
      expect(take(bucket, size, { now: now + wait[kind], ...one })[kind]).toBe(1);
      if (wait[kind] > 1) expect(take(bucket, size, { now: now + wait[kind] - 1, ...one })[kind]).toBe(0);
    }),
  );
});

test('background calls leave the reserve to people, whatever they want', () => {
  fc.assert(
    fc.property(allowance, (allowed) => {
      const size = bucketOf(allowed);
      const now = 1_000_000_000;
      const full = { ...freshBucket, tokens: size.capacity, filledAt: now };
      const flooded = take(full, size, { now, urgent: 0, background: 1_000_000 });
      expect(flooded.bucket.tokens).toBeGreaterThanOrEqual(size.reserve - 1e-6);
      const people = Math.floor(size.reserve);
      expect(take(flooded.bucket, size, { now, urgent: people, background: 1 })).toMatchObject({
        urgent: people,
        background: 0,
      });
    }),
  );
});

test('most of an allowance is used: a flood gets at least six tenths of it', () => {
  const size = bucketOf({ calls: 600, per: 60_000, reserve: 0.2 });
  let bucket: Bucket = { ...freshBucket, filledAt: 0 };
  let calls = 0;
  for (let now = 0; now < 3_600_000; now += 100) {
    const given = take(bucket, size, { now, urgent: 0, background: 100 });
    ({ bucket } = given);
    calls += given.background;
  }
  expect(calls / 60).toBeGreaterThan(360);
  expect(calls / 60).toBeLessThanOrEqual(600);
});

test.each([
  ['counted', bucketOf({ calls: 600, per: 60_000, reserve: 0.2 })],
  ['not counted', null],
])(
  '%s: while the provider takes no calls, nothing in the background is let in, and people knock once a second',
  (_, size) => {
    const closedUntil = 60_000;
    let bucket: Bucket = { ...freshBucket, closedUntil, quietUntil: closedUntil };
    const knocks: number[] = [];
    for (let now = 30_000; now < closedUntil; now += 100) {
      const given = take(bucket, size, { now, urgent: 5, background: 5 });
      ({ bucket } = given);
      expect(given.background).toBe(0);
      expect(given.closedFor).toBe(closedUntil - now);
      if (given.urgent > 0) knocks.push(now);
      expect(given.wait.urgent).toBeLessThanOrEqual(knockEvery);
    }
    expect(knocks).toHaveLength(30);
    expect(take(bucket, size, { now: closedUntil, urgent: 5, background: 5 })).toMatchObject({
      urgent: 5,
      background: 5,
    });
  },
);
