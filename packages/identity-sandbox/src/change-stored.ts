import { ConflictError, type ConnectorStore, type JsonValue, type StoredValue } from '@access-account/contract';

export interface ChangeStoredOptions<Value> {
  /** Who is being changed, for the error. */
  readonly system: string;
  readonly store: ConnectorStore;
  readonly key: string;
  readonly read: (stored: StoredValue | undefined) => Value;
  /** Answers the very value it was given where there is nothing to change. */
  readonly change: (value: Value) => Value & JsonValue;
}

/** A change that lost this many races has met something other than people. */
const maximumRaces = 100;

/** Changes a value as it is at this moment: a change by somebody else in between means another look, so none is lost. */
export async function changeStored<Value>({
  system,
  store,
  key,
  read,
  change,
}: ChangeStoredOptions<Value>): Promise<{ readonly before: Value; readonly after: Value }> {
  for (let race = 0; race < maximumRaces; race += 1) {
    const stored = await store.get(key);
    const before = read(stored);
    const after = change(before);
    if (after === before || (await store.compareAndSet(key, stored?.version ?? 0, after))) return { before, after };
  }
  throw new ConflictError({
    system,
    summary: 'The account is being changed from too many places at once.',
    remedy: 'Try again in a moment.',
  });
}
