import type { Diagnostic } from '@access-account/contract';
import type { Collision } from './collisions.ts';

/** Accounts named in one finding. */
const most = 5;

/** What operators are told of accounts that were not linked: a finding for each reason and pair of systems. */
export function collisionDiagnostics(collisions: readonly Collision[]): readonly Diagnostic[] {
  const groups = Map.groupBy(collisions, ({ system, other, reason }) => JSON.stringify([system, other, reason]));
  return [...groups.values()].flatMap((group): readonly Diagnostic[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { system, other, reason } = first;
    if (reason === 'no-such-system') {
      return [
        {
          severity: 'warning',
          summary: `Accounts of ${system} are mastered by “${other}”, and no identity connector has that name: they are helped by instructions alone.`,
          remedy: `Connect that directory, or name its connector under masters in the configuration of ${system}.`,
        },
      ];
    }
    const named = group.slice(0, most).map(({ account }) => account);
    const more = group.length - named.length;
    const who = `${group.length} of ${system} (${named.join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
    return [
      { severity: 'warning', summary: `Not linked: ${who}. ${whys[reason](other)}`, remedy: remedies[reason](other) },
    ];
  });
}

type Reasons = Exclude<Collision['reason'], 'no-such-system'>;

const whys: Readonly<Record<Reasons, (other: string) => string>> = {
  'shared-address': (other) => `Several accounts there or in ${other} bear their address.`,
  'other-person': (other) =>
    `The account of ${other} with their address is somebody else’s, or they have another one there.`,
  'no-such-account': (other) => `Their provider names accounts of ${other} that are not there.`,
};

const remedies: Readonly<Record<Reasons, (other: string) => string>> = {
  'shared-address': () =>
    'Give every person an address of their own in both directories, and an administrator’s second account none; then run doctor again.',
  'other-person': () =>
    'See whose address it is, and correct it in the directory where it is wrong; then run doctor again. Where both are one person: `access-account people merge`.',
  'no-such-account': (other) =>
    `See whether ${other} is the directory they come from, and what the source anchor is (masters.anchor).`,
};
