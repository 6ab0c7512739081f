import { ConnectorError } from '@access-account/contract';
import type { LdapEntry } from './ldap-entry.ts';

export interface Judged<Value> {
  /** In the order of the entries. */
  readonly values: readonly Value[];
  /** One for each entry of which the directory hides something that is needed, or tells something odd. */
  readonly hidden: readonly ConnectorError[];
}

/**
 * One person whom the service account may not see whole must not keep everybody else from being helped. What fails for
 * another reason is of the whole directory, and fails.
 */
export async function judgeEach<Value>(
  entries: readonly LdapEntry[],
  judge: (entry: LdapEntry) => Promise<Value>,
): Promise<Judged<Value>> {
  const outcomes = await Promise.all(
    entries.map(async (entry) => {
      try {
        return { value: await judge(entry) };
      } catch (error) {
        if (!ConnectorError.isInstance(error) || error.code !== 'response-invalid') throw error;
        return { error };
      }
    }),
  );
  return {
    values: outcomes.flatMap((outcome) => ('value' in outcome ? [outcome.value] : [])),
    hidden: outcomes.flatMap((outcome) => ('error' in outcome ? [outcome.error] : [])),
  };
}
