/** One utterance with what it means, and what was read. */
export interface Judged {
  readonly text: string;
  /** What it means. */
  readonly intent: string;
  /** Where it is from: `family/part`. */
  readonly source: string;
  /** A near miss: out of scope, and near what is in scope. */
  readonly hard: boolean;
  /** What was read; of a clarifying question, what it asks for first. */
  readonly read: string | null;
  readonly tier: 'propose' | 'clarify' | 'none';
}

/** What leads to something being done, once it is confirmed. */
export const actions = ['unlock_account', 'password_reset', 'password_change', 'mfa_reset'] as const;
export const intents = [...actions, 'affirm', 'deny', 'cancel', 'help', 'human', 'status'] as const;

export interface Score {
  readonly intent: string;
  readonly rows: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Whether an action was proposed or asked for. */
export function isAction({ read, tier }: Judged): boolean {
  return tier !== 'none' && (actions as readonly (string | null)[]).includes(read);
}

/** Of each intent that has rows. */
export function scoresOf(judged: readonly Judged[], wanted: readonly string[]): readonly Score[] {
  const counts = new Map(wanted.map((intent) => [intent, { right: 0, read: 0, rows: 0 }]));
  for (const one of judged) {
    const meant = counts.get(one.intent);
    const said = one.tier === 'none' ? undefined : counts.get(one.read ?? '');
    if (meant !== undefined) meant.rows += 1;
    if (said !== undefined) said.read += 1;
    if (meant !== undefined && meant === said) meant.right += 1;
  }
  return [...counts]
    .filter(([, { rows }]) => rows > 0)
    .map(([intent, { right, read, rows }]) => {
      const [precision, recall] = [right / Math.max(read, 1), right / rows];
      return { intent, rows, precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
    });
}

export function macroF1(judged: readonly Judged[], wanted: readonly string[]): number {
  const scores = scoresOf(judged, wanted);
  return scores.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(scores.length, 1);
}

/** The middle 95 % of what other samples of the same rows bring. Seeded: the same rows bring the same. */
export function interval(
  judged: readonly Judged[],
  measure: (sample: readonly Judged[]) => number,
): readonly [number, number] {
  const random = mulberry32(1);
  const values = Array.from({ length: 200 }, () =>
    measure(judged.map(() => judged[Math.floor(random() * judged.length)] as Judged)),
  ).toSorted((one, other) => one - other);
  return [values[5] ?? 0, values[194] ?? 0];
}

/** A small seeded generator of numbers from 0 to 1. Public domain: Tommy Ettinger. */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
