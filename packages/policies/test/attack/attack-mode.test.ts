import fc from 'fast-check';
import { type Attack, type AttackRules, attackThreshold, quietThreshold, stepAttack } from '../../src/index.ts';

const minute = 60_000;
const rules: AttackRules = { enabled: true, within: 5 * minute, people: 20, share: 0.01, quietFor: 15 * minute };
const start = Date.parse('2026-03-02T08:00:00.000Z');
const at = (minutes: number) => new Date(start + minutes * minute).toISOString();
const step = (attack: Attack | null, minutes: number, locked: number, known = 100) =>
  stepAttack(attack, { instant: at(minutes), locked, known, rules });

test.each([
  [0, 20],
  [1999, 20],
  [2000, 20],
  [2100, 21],
  [1_000_000, 10_000],
])('D5 of %i people more than %i locked at once are an attack', (known, threshold) => {
  expect(attackThreshold(rules, known)).toBe(threshold);
  expect(step(null, 0, threshold, known)).toBeNull();
  expect(step(null, 0, threshold + 1, known)).toEqual({ since: at(0), loudAt: at(0) });
});

test('D5 it is over once it was quiet for long enough, and not while it comes and goes', () => {
  let attack = step(null, 0, 21);
  attack = step(attack, 5, 10);
  expect(attack).toEqual({ since: at(0), loudAt: at(0) });
  attack = step(attack, 14, 11);
  expect(attack).toEqual({ since: at(0), loudAt: at(14) });
  attack = step(attack, 28, 10);
  expect(attack).not.toBeNull();
  expect(step(attack, 29, 10)).toBeNull();
});

test('D5 switched off it never begins, and what is on is over', () => {
  const off = { ...rules, enabled: false };
  expect(stepAttack(null, { instant: at(0), locked: 5000, known: 1, rules: off })).toBeNull();
  expect(
    stepAttack({ since: at(0), loudAt: at(0) }, { instant: at(0), locked: 5000, known: 1, rules: off }),
  ).toBeNull();
});

const anyRules = fc.record({
  enabled: fc.constant(true),
  within: fc.integer({ min: 1000, max: 60 * minute }),
  people: fc.integer({ min: 1, max: 1000 }),
  share: fc.double({ min: 0, max: 0.9, noNaN: true }),
  quietFor: fc.integer({ min: 1000, max: 60 * minute }),
});

test('D5 more people locked never make it begin later or end earlier', () => {
  fc.assert(
    fc.property(
      anyRules,
      fc.nat(1_000_000),
      fc.nat(20_000),
      fc.nat(20_000),
      fc.option(fc.nat(120)),
      (of, known, fewer, more, since) => {
        const attack = since === null ? null : { since: at(-since), loudAt: at(-since) };
        const locked = Math.min(fewer, more);
        const input = { instant: at(0), known, rules: of };
        if (stepAttack(attack, { ...input, locked }) === null) return;
        expect(stepAttack(attack, { ...input, locked: Math.max(fewer, more) })).not.toBeNull();
      },
    ),
  );
});

test('D5 it does not flap: whatever is counted, from beginning to end it lasts at least as long as it must be quiet', () => {
  fc.assert(
    fc.property(anyRules, fc.nat(100_000), fc.array(fc.nat(2000), { maxLength: 200 }), (of, known, counts) => {
      let attack: Attack | null = null;
      for (const [index, locked] of counts.entries()) {
        const instant = at(index);
        const before: Attack | null = attack;
        attack = stepAttack(before, { instant, locked, known, rules: of });
        if (before === null || attack !== null) continue;
        expect(Date.parse(instant) - Date.parse(before.since)).toBeGreaterThanOrEqual(of.quietFor);
        expect(locked).toBeLessThanOrEqual(quietThreshold(of, known));
      }
    }),
  );
});
