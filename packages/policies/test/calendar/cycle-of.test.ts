import { cycleOf, isSameExpiry } from '../../src/index.ts';

const account = 'corp/1';
const changedAt = '2026-03-01T09:00:00Z';
const first = cycleOf({ account, changedAt, expiresAt: '2026-06-01T09:00:00Z' });

describe('PE-10 EC-05 Ignore lasts for one cycle', () => {
  test('another password policy moves the end within the same cycle', () => {
    expect(cycleOf({ account, changedAt, expiresAt: '2026-07-01T09:00:00Z', known: first })).toBe(first);
    expect(cycleOf({ account, changedAt, expiresAt: '2026-07-01T09:00:00Z' }).key).toBe(first.key);
  });

  test('a new password begins another one', () => {
    const next = cycleOf({
      account,
      changedAt: '2026-05-30T09:00:00Z',
      expiresAt: '2026-08-30T09:00:00Z',
      known: first,
    });
    expect(next.key).not.toBe(first.key);
  });

  test('one instant is one cycle, however it is written', () => {
    expect(cycleOf({ account, changedAt: '2026-03-01T10:00:00+01:00', expiresAt: '2026-06-01T09:00:00Z' }).key).toBe(
      first.key,
    );
  });

  test('accounts do not share cycles', () => {
    expect(cycleOf({ account: 'corp/2', changedAt, expiresAt: '2026-06-01T09:00:00Z' }).key).not.toBe(first.key);
  });
});

describe('EC-05 where the provider does not say when the password was set', () => {
  const known = cycleOf({ account, changedAt: null, expiresAt: '2026-06-01T09:00:00Z' });
  const read = (expiresAt: string, changed: string | null = null) =>
    cycleOf({ account, changedAt: changed, expiresAt, known }).key;

  test.each(['2026-06-02T09:00:00Z', '2026-05-31T09:00:00Z', '2026-06-01T09:00:01Z'])(
    'an end at %s is the same cycle',
    (expiresAt) => {
      expect(read(expiresAt)).toBe(known.key);
    },
  );

  test.each(['2026-06-02T09:00:01Z', '2026-05-31T08:59:59Z'])('an end at %s is another', (expiresAt) => {
    expect(read(expiresAt)).not.toBe(known.key);
  });

  test('a provider that begins to say so does not begin a cycle', () => {
    expect(read('2026-06-01T09:00:00Z', changedAt)).toBe(known.key);
  });

  test('ends up to a day apart are one', () => {
    expect(isSameExpiry('2026-06-01T00:00:00Z', '2026-06-02T00:00:00Z')).toBe(true);
    expect(isSameExpiry('2026-06-01T00:00:00Z', '2026-06-02T00:00:00.001Z')).toBe(false);
  });
});
