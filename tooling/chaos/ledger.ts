import type { ChatMessage, LedgerEntry } from '../stand-in/index.ts';
import { mfaVerdict } from './mfa-ledger.ts';
import type { Story } from './story.ts';
import { isConfirmation, isNotice } from './story.ts';
import type { World } from './world.ts';

export interface Count {
  readonly lost: number;
  readonly doubled: number;
}

export const nothing: Count = { lost: 0, doubled: 0 };

/** What became of one person's story, counted where it happened: in the directory, at the desk, in the chat. */
export interface Verdict {
  readonly login: string;
  readonly unlocks: Count;
  /** Second factors. */
  readonly removals: Count;
  /** Removals of what nobody had confirmed. */
  readonly harmful: number;
  readonly tickets: Count;
  readonly messages: Count;
  readonly falseClaims: number;
  /** Writes that came again and changed nothing: the provider knew their key, or it was so already. */
  readonly repeats: number;
  /** What is wrong, in words. */
  readonly findings: readonly string[];
}

/** Holds every story against the providers' ledger, not against what the product says of itself. */
export async function judge(
  { standIn }: Pick<World, 'standIn'>,
  stories: readonly Story[],
): Promise<ReadonlyMap<string, Verdict>> {
  const entries = Map.groupBy(await standIn.ledger(), ({ login }) => login);
  return new Map(
    await Promise.all(
      stories.map(async (story) => {
        const seen = await standIn.messages(story.login);
        const facts = { entries: entries.get(story.login) ?? [], seen };
        return [
          story.login,
          story.confirmed === undefined ? verdict(story, facts.entries, seen) : mfaVerdict(story, facts),
        ] as const;
      }),
    ),
  );
}

/** What the providers saw of a person, in milliseconds since the button was pressed: where the time went. */
function courseOf({ pressedAt }: Story, entries: readonly LedgerEntry[]): string {
  if (pressedAt === null) return '';
  return `; ${entries.map(({ operation, at, changed }) => `${operation}${changed ? '' : ' (again)'} ${at - pressedAt}`).join(', ')}`;
}

function verdict(story: Story, entries: readonly LedgerEntry[], seen: readonly ChatMessage[]): Verdict {
  const changed = entries.filter((entry) => entry.changed);
  const of = (operation: string) => changed.filter((entry) => entry.operation === operation);
  const [unlocks, opened, resolved] = [of('account.unlock'), of('ticket.open'), of('ticket.resolve')];
  // Whoever sees the same words twice was told twice, unless the first time had grown too old.
  const told = seen.filter(({ message }) => !(story.askedAfresh && isNotice(message)));
  const twice = repeated(told.map(({ message }) => message.text.replace(/\n\n✓ .*$/s, '')));
  const missing = [
    ...(seen.some(({ message }) => isNotice(message)) ? [] : ['the notice']),
    ...(seen.some(({ message }) => isConfirmation(message)) ? [] : ['the confirmation']),
  ];
  const falseClaims = [
    ...story.falseClaims,
    ...[...of('message.send'), ...of('message.update'), ...resolved]
      .filter((entry) => entry.locked && claimsSuccess(entry))
      .map(({ operation }) => `${operation} said “unlocked” of an account that was locked at that moment`),
    ...unlocks
      .filter(({ at }) => story.pressedAt === null || at < story.pressedAt)
      .map(() => 'unlocked before anybody had said Yes'),
  ];
  const counts = {
    removals: nothing,
    harmful: 0,
    unlocks: { lost: unlocks.length === 0 ? 1 : 0, doubled: Math.max(0, unlocks.length - 1) },
    tickets: { lost: resolved.length === 0 ? 1 : 0, doubled: Math.max(0, opened.length - 1, resolved.length - 1) },
    messages: { lost: missing.length, doubled: twice.length },
  };
  const findings = [
    ...(story.stuck === null
      ? []
      : [
          `got stuck at ${story.stuck}; last told: ${seen.at(-1)?.message.text ?? 'nothing'}${courseOf(story, entries)}`,
        ]),
    ...(unlocks.length === 1
      ? []
      : [`${unlocks.length} unlocks${story.acknowledged ? ' of an acknowledged click' : ''}${apart(unlocks)}`]),
    ...(opened.length === 1 && resolved.length === 1
      ? []
      : [`${opened.length} tickets opened${apart(opened)}, ${resolved.length} resolved${apart(resolved)}`]),
    ...missing.map((message) => `${message} was not shown`),
    ...twice.map((message) => `shown twice: ${message}`),
    ...falseClaims,
  ].map((finding) => `${story.login}: ${finding}`);
  return {
    login: story.login,
    ...counts,
    falseClaims: falseClaims.length,
    repeats: entries.length - changed.length,
    findings,
  };
}

/** How long after the first the others came. */
export function apart([first, ...others]: readonly LedgerEntry[]): string {
  if (first === undefined || others.length === 0) return '';
  return ` (${others.map(({ at }) => `${Math.round(at - first.at)} ms`).join(', ')} apart)`;
}

function claimsSuccess({ operation, body }: LedgerEntry): boolean {
  const { text } = body as { readonly text: string };
  return operation === 'ticket.resolve' ? text.includes('Unlocked') : isConfirmation({ text, locale: 'en' });
}

export function repeated(list: readonly string[]): readonly string[] {
  return list.filter((member, index) => list.indexOf(member) !== index);
}
