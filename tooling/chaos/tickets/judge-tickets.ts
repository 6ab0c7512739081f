import { openDatabase } from '../../deep/open-database.ts';
import type { World } from '../world.ts';
import type { DeskDeed, RunningDesk } from './desk.ts';
import type { TicketStory } from './ticket-story.ts';

/** What became of everybody's tickets, counted at the desk. */
export interface TicketCount {
  /** People whose ticket is not there, or not in the end that was recorded for it. */
  readonly lost: number;
  /** Tickets beside somebody's first. */
  readonly doubled: number;
  /** Tickets to which something was done in another order than it was recorded, or twice. */
  readonly outOfOrder: number;
  readonly findings: readonly string[];
}

interface Recorded {
  readonly login: string;
  readonly operation: DeskDeed;
  readonly status: string;
}

const recorded = `select person.login, effect.body ->> 'operation' as operation, effect.status
  from effect join person on person.id = effect.person_id
    join help_case on help_case.person_id = effect.person_id and help_case.id = effect.case_id
  where effect.lane = 'ticket' order by person.login, help_case.opened_at, effect.ordinal`;

/** Holds the desk against what the product had recorded. Its servers must be gone. */
export async function judgeTickets(
  stories: readonly TicketStory[],
  { world, desk }: { readonly world: Pick<World, 'database'>; readonly desk: RunningDesk },
): Promise<TicketCount> {
  const database = await openDatabase(world.database);
  const rows = await database.rows<Recorded>(recorded).finally(() => database.close());
  const byLogin = Map.groupBy(rows, ({ login }) => login);
  const findings: string[] = [];
  let [lost, doubled, outOfOrder] = [0, 0, 0];
  for (const { login, ending, stuck } of stories) {
    if (stuck !== null) findings.push(`${login}: ${stuck}`);
    const wanted = byLogin.get(login) ?? [];
    const undone = wanted.filter(({ status }) => status !== 'done').map((one) => `${one.operation} is ${one.status}`);
    const expected = wanted.map(({ operation }) => operation);
    const last = ending === 'solved' ? 'ticket.resolve' : 'ticket.hand-off';
    const [ticket, ...others] = await desk.ticketsOf(login);
    if (ticket === undefined || undone.length > 0 || expected.at(-1) !== last || !ticket.deeds.includes(last)) {
      lost += 1;
      findings.push(`${login}: lost: ${ticket?.deeds.join(', ') ?? 'no ticket'}; recorded: ${expected}; ${undone}`);
    }
    if (others.length > 0) {
      doubled += others.length;
      findings.push(`${login}: ${others.length + 1} tickets: ${[ticket, ...others].map((one) => one?.id)}`);
    }
    // A comment is how some desks are told of the rest.
    const deeds = ticket?.deeds.filter((deed) => deed !== 'ticket.note') ?? [];
    if (ticket !== undefined && deeds.join() !== expected.filter((deed) => deed !== 'ticket.note').join()) {
      outOfOrder += 1;
      findings.push(`${login}: ${ticket.id}: recorded ${expected.join(', ')}; done ${deeds.join(', ')}`);
    }
  }
  return { lost, doubled, outOfOrder, findings };
}
