import { commandLine } from '../access/operator.ts';
import { loadConfiguration } from '../config/load-configuration.ts';
import type { MergeAnswer } from '../http/api-schemas.ts';
import type { CommandOptions } from './options.ts';
import { runningServer, withProduct } from './reach.ts';

export interface MergeOptions extends CommandOptions {
  readonly keep: string;
  readonly other: string;
  /** Whether it is done, and not only said. */
  readonly yes: boolean;
}

/** Says what merging two people would do, and does it where that is wanted; 1 where they cannot be merged. */
export async function peopleMerge({ config, json, keep, other, yes }: MergeOptions): Promise<number> {
  const configuration = loadConfiguration({ file: config, environment: process.env });
  const server = await runningServer(configuration);
  const answer: MergeAnswer =
    server === undefined
      ? await withProduct(configuration, ({ merges }) =>
          yes ? merges.merge({ keep, other }, commandLine) : merges.look({ keep, other }),
        )
      : ((await (await server.post('/api/v1/people/merge', { keep, other, yes })).json()) as MergeAnswer);
  if (json) console.log(JSON.stringify(answer));
  else console.log(inWords(answer).join('\n'));
  return answer.refusals.length === 0 ? 0 : 1;
}

function inWords({ merged, keep, other, refusals }: MergeAnswer): readonly string[] {
  const said = keep === null || other === null ? [] : whatGoesOver(keep, other);
  if (refusals.length > 0) return [...said, ...refusals.map((refusal) => `✗ ${refusal}`), 'Nothing was changed.'];
  return [...said, merged ? '✓ They are one person now.' : 'Nothing was changed. Add --yes to do it.'];
}

type Person = NonNullable<MergeAnswer['keep']>;

function whatGoesOver(keep: Person, other: Person): readonly string[] {
  const accounts = ({ accounts: all }: Person) =>
    all.map(({ system, account, login }) =>
      account === login ? `${system}/${account}` : `${system}/${account} (${login})`,
    );
  const settings = keep.hasSettings
    ? 'their own; the other’s are given up'
    : other.hasSettings
      ? 'the other’s'
      : 'none of either';
  return [
    `Stays:      ${keep.displayName} (${keep.login}), ${accounts(keep).join(', ')}`,
    `Goes over:  ${other.displayName} (${other.login}), ${accounts(other).join(', ')}`,
    `            channels: ${other.channels.join(', ') || 'none'}; cases: ${other.cases}, with their tickets`,
    `Settings:   ${settings}`,
  ];
}
