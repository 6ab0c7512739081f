import type { ChatMessage, LedgerEntry, StandIn } from '../../stand-in/index.ts';
import { isNotice } from '../story.ts';

export interface StormCount {
  readonly incidents: number;
  /** People who were told while it cannot have been over, and later. */
  readonly toldWithin: number;
  readonly toldAfter: number;
  /** People who were locked to the end and never told, and an incident that was not opened, given to security, or told its end. */
  readonly lost: number;
  readonly doubled: number;
  readonly findings: readonly string[];
}

export interface JudgeStormOptions {
  readonly standIn: Pick<StandIn, 'ledger' | 'allMessages'>;
  readonly logins: readonly string[];
  /** Held back, and unlocked before it was over. */
  readonly spared: readonly string[];
  /** When the last of them was unlocked: milliseconds since 1970. */
  readonly sparedAt: number;
  readonly rules: { readonly people: number; readonly notices: number; readonly within: number };
  /** When the last was locked: milliseconds since 1970. It cannot be over before that has left the time that counts. */
  readonly quietAfter: number;
}

/** Milliseconds that a notice may be on its way when its lock is lifted: looked at before, shown after. */
const onItsWay = 2000;

/** Holds a storm against what the providers saw of it, not against what the product says of itself. */
export async function judgeStorm({
  standIn,
  logins,
  spared,
  sparedAt,
  rules,
  quietAfter,
}: JudgeStormOptions): Promise<StormCount> {
  const [ledger, messages] = await Promise.all([standIn.ledger(), standIn.allMessages()]);
  const notices = Map.groupBy(
    messages.filter(({ message }) => isNotice(message)),
    ({ login }) => login,
  );
  const sent = ledger.filter(
    ({ operation, changed, body }) => operation === 'message.send' && changed && isNoticeBody(body),
  );
  const isWithin = ({ at }: LedgerEntry) => at < quietAfter + rules.within;
  const toldWithin = new Set(sent.filter(isWithin).map(({ login }) => login));
  const opened = ledger.filter(({ operation, changed }) => operation === 'ticket.open' && changed);
  const incidents = opened.filter(({ body }) => keyOf(body).startsWith('attack:'));
  const said = (operation: string) =>
    ledger.filter((entry) => entry.changed && entry.operation === operation && isOfIncident(entry));
  const [handed, ended] = [said('ticket.hand-off'), said('ticket.note')];

  const untold = logins.filter((login) => !spared.includes(login) && !notices.has(login));
  const isTooLate = ({ at }: LedgerEntry) => at > sparedAt + onItsWay;
  const toldLate = new Set(sent.filter(isTooLate).map(({ login }) => login));
  const needless = spared.filter((login) => toldLate.has(login));
  const twice = logins.filter((login) => (notices.get(login)?.length ?? 0) > 1);
  // Whoever was told before it began counts, too.
  const most = Math.max(rules.notices, rules.people);
  const findings = [
    ...(incidents.length === 1 ? [] : [`${incidents.length} incidents`]),
    ...(opened.length === incidents.length ? [] : [`${opened.length - incidents.length} tickets of single people`]),
    ...(handed.length === 1 ? [] : [`the incident was given to security ${handed.length} times`]),
    ...(ended.length === 1 ? [] : [`the incident heard ${ended.length} times that it is over`]),
    ...(toldWithin.size <= most ? [] : [`${toldWithin.size} people were told while it lasted, of at most ${most}`]),
    ...untold.map((login) => `${login} was locked to the end, and never told`),
    ...needless.map((login) => `${login} was told of a lock that was over`),
    ...twice.map((login) => `${login} was told ${notices.get(login)?.length} times`),
  ];
  return {
    incidents: incidents.length,
    toldWithin: toldWithin.size,
    toldAfter: new Set(sent.filter((entry) => !isWithin(entry)).map(({ login }) => login)).size,
    lost: untold.length + [incidents, handed, ended].filter(({ length }) => length === 0).length,
    doubled: twice.length + [incidents, handed, ended].filter(({ length }) => length > 1).length,
    findings,
  };
}

function isNoticeBody(body: unknown): boolean {
  return isNotice(body as ChatMessage['message']);
}

function keyOf(body: unknown): string {
  return (body as { readonly key?: string }).key ?? '';
}

/** Nobody but the incident has a ticket here. */
function isOfIncident({ system }: LedgerEntry): boolean {
  return system === 'desk';
}
