/** When many people locked at once are an attack, or an outage, and no longer each their own matter. Durations are milliseconds. */
export interface AttackRules {
  readonly enabled: boolean;
  /** The time in which people are counted. */
  readonly within: number;
  /** More than so many people in that time begin it, in an organisation however small. */
  readonly people: number;
  /** More than this part of all people begin it, from 0 to 1. */
  readonly share: number;
  /** Once no more than half as many were locked for so long, it is over. */
  readonly quietFor: number;
}

/** That it is on. */
export interface Attack {
  /** ISO 8601. */
  readonly since: string;
  /** When there were last too many to call it quiet. ISO 8601. */
  readonly loudAt: string;
}

export interface AttackInput {
  /** ISO 8601. */
  readonly instant: string;
  /** People locked within the time that the rules say. */
  readonly locked: number;
  /** People there are. */
  readonly known: number;
  readonly rules: AttackRules;
}

/** More people than this begin it. */
export function attackThreshold({ people, share }: AttackRules, known: number): number {
  return Math.max(people, Math.floor(share * known));
}

/** So many may still be locked when it is quiet: half of what begins it, so that it does not come and go. */
export function quietThreshold(rules: AttackRules, known: number): number {
  return Math.floor(attackThreshold(rules, known) / 2);
}

/** Whether it is on after this look; null: it is not. */
export function stepAttack(attack: Attack | null, { instant, locked, known, rules }: AttackInput): Attack | null {
  if (!rules.enabled) return null;
  if (attack === null) return locked > attackThreshold(rules, known) ? { since: instant, loudAt: instant } : null;
  if (locked > quietThreshold(rules, known)) return { ...attack, loudAt: instant };
  return Date.parse(instant) - Date.parse(attack.loudAt) >= rules.quietFor ? null : attack;
}
