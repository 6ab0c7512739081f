import type { Intent, Reading } from './reading.ts';

/** What a second reader may answer with: none of the answers to a question is among them. */
export const opinionIntents = [
  'unlock_account',
  'password_reset',
  'password_change',
  'mfa_reset',
  'help',
  'human',
  'settings',
  'status',
  'out_of_scope',
] as const satisfies readonly Intent[];

/** What a second reader, such as a language model, makes of a text. */
export interface Opinion {
  readonly intent: (typeof opinionIntents)[number];
  /** The name of a known system; `other`: one that is not known; null: none is named. */
  readonly system: string | null;
}

/** What leads to something being done, once it is confirmed. */
const actions: ReadonlySet<string | null> = new Set<Intent>([
  'unlock_account',
  'password_reset',
  'password_change',
  'mfa_reset',
]);

/** Whether a second opinion could change anything: only where something that is done was understood, or nearly. */
export function wantsOpinion({ tier, intent, candidates, containsSecret }: Reading): boolean {
  if (containsSecret || tier === 'none') return false;
  return tier === 'clarify' ? candidates.some((candidate) => actions.has(candidate)) : actions.has(intent);
}

/**
 * A reading in the light of a second opinion. That can make a question of a proposal, and a proposal of a question that it
 * answers with one of its own candidates; nothing else. It makes no answer, names nobody and no system, and what was not
 * ours stays so, whatever it says.
 */
export function withSecondOpinion(reading: Reading, opinion: Opinion | null): Reading {
  if (opinion === null || !wantsOpinion(reading)) return reading;
  const agrees = meansSystem(reading, opinion);
  if (reading.tier === 'clarify') {
    const isCandidate = actions.has(opinion.intent) && reading.candidates.includes(opinion.intent);
    if (!agrees || !isCandidate) return reading;
    return { ...reading, tier: 'propose', intent: opinion.intent, candidates: [opinion.intent] };
  }
  if (agrees && opinion.intent === reading.intent) return reading;
  const other = actions.has(opinion.intent) && opinion.intent !== reading.intent ? [opinion.intent] : [];
  return { ...reading, tier: 'clarify', intent: null, candidates: [...reading.candidates, ...other] };
}

/** That it overlooks a name says nothing; that it sees another one does. */
function meansSystem({ system }: Reading, opinion: Opinion): boolean {
  if (opinion.system === null) return true;
  return opinion.system === (system?.kind === 'known' ? system.name : system === null ? null : 'other');
}
