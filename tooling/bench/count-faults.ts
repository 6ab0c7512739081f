import type { BenchDirectory } from './bench-directory.ts';
import type { BenchWorld } from './bench-world.ts';
import { words } from './helper.ts';

export interface CountFaultsOptions {
  readonly world: BenchWorld;
  readonly directory: BenchDirectory;
  /** Everybody whose click was acknowledged, once each. */
  readonly clicked: readonly string[];
}

/**
 * Holds what the product was asked for against what the directory, the chat and the desk wrote down: one notice, one
 * unlock, one confirmation, one ticket, resolved once, and nobody still locked. One line per fault.
 */
export async function countFaults({ world, directory, clicked }: CountFaultsOptions): Promise<readonly string[]> {
  const counts = new Map(
    clicked.map((login) => [login, { notices: 0, unlocks: 0, replies: 0, opened: 0, resolved: 0 }]),
  );
  for (const { login, operation, changed, body } of await world.standIn.ledger()) {
    const count = counts.get(login);
    if (count === undefined || !changed) continue;
    const { text = '' } = body as { readonly text?: string };
    if (operation === 'message.send' && text.includes(words.locked)) count.notices += 1;
    if (operation.startsWith('message.') && text.includes(words.unlocked)) count.replies += 1;
    if (operation === 'ticket.open') count.opened += 1;
    if (operation === 'ticket.resolve') count.resolved += 1;
  }
  for (const login of await directory.slapd.unlocks()) {
    const count = counts.get(login);
    if (count !== undefined) count.unlocks += 1;
  }
  const locked = await directory.locked();
  return clicked.flatMap((login) => [
    ...Object.entries(counts.get(login) ?? {}).flatMap(([what, times]) =>
      times === 1 ? [] : [`${login}: ${what} ${times}, and not 1`],
    ),
    ...(locked.has(login) ? [`${login} is still locked`] : []),
  ]);
}
