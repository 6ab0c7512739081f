import type { ChatMessage, LedgerEntry } from '../stand-in/index.ts';
import { apart, nothing, repeated, type Verdict } from './ledger.ts';
import { isReset } from './mfa-story.ts';
import type { Story } from './story.ts';

export interface MfaFacts {
  readonly entries: readonly LedgerEntry[];
  readonly seen: readonly ChatMessage[];
}

/** What became of an MFA reset, counted in the directory, at the desk and in the chat. */
export function mfaVerdict(story: Story, { entries, seen }: MfaFacts): Verdict {
  const { confirmed = [], pressedAt } = story;
  const changed = entries.filter((entry) => entry.changed);
  const of = (operation: string) => changed.filter((entry) => entry.operation === operation);
  const [removed, opened, resolved] = [of('factor.remove'), of('ticket.open'), of('ticket.resolve')];
  const harmful = removed.filter((entry) => !confirmed.includes(factorOf(entry)) || entry.at < (pressedAt ?? Infinity));
  const gone = removed.map(factorOf);
  const left = confirmed.filter((id) => !gone.includes(id));
  const told = seen.filter(({ message }) => isReset(message));
  const twice = repeated(seen.map(({ message }) => message.text.replace(/\n\n✓ .*$/s, '')));
  const early = changed
    .filter(({ operation, body }) => operation === 'message.send' && isReset(body as ChatMessage['message']))
    .filter(({ n }) => removed.some((entry) => entry.n > n && !harmful.includes(entry)));
  const falseClaims = [...story.falseClaims, ...early.map(() => '“Reset complete!” before the last factor was gone')];
  const findings = [
    ...(story.stuck === null
      ? []
      : [`got stuck at ${story.stuck}; last told: ${seen.at(-1)?.message.text ?? 'nothing'}`]),
    ...harmful.map((entry) => `removed ${factorOf(entry)}, which nobody had confirmed`),
    ...(left.length > 0 ? [`${left.length} confirmed factors were not removed`] : []),
    ...repeated(gone).map((id) => `removed ${id} twice`),
    ...(opened.length === 1 && resolved.length === 1
      ? []
      : [`${opened.length} tickets opened${apart(opened)}, ${resolved.length} resolved${apart(resolved)}`]),
    ...(told.length > 0 ? [] : ['“Reset complete!” was not shown']),
    ...twice.map((message) => `shown twice: ${message}`),
    ...falseClaims,
  ].map((finding) => `${story.login}: ${finding}`);
  return {
    login: story.login,
    unlocks: nothing,
    removals: { lost: left.length, doubled: repeated(gone).length },
    harmful: harmful.length,
    tickets: { lost: resolved.length === 0 ? 1 : 0, doubled: Math.max(0, opened.length - 1, resolved.length - 1) },
    messages: { lost: told.length > 0 ? 0 : 1, doubled: twice.length },
    falseClaims: falseClaims.length,
    repeats: entries.length - changed.length,
    findings,
  };
}

function factorOf({ body }: LedgerEntry): string {
  return (body as { readonly factor: string }).factor;
}
