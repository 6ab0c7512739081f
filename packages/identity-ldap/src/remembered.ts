import type { Call, Clock } from '@access-account/contract';

export interface RememberedOptions<Value> {
  readonly load: (key: string, call: Call) => Promise<Value>;
  /** For how long an answer stands; 0: within one call only. */
  readonly milliseconds: number;
  readonly clock: Clock;
}

/**
 * Asks the directory for what hardly ever changes, such as a password policy, once in a while and not with every account
 * that is read. Within one call a key is asked for once; what failed is not remembered.
 */
export function remembered<Value>({ load, milliseconds, clock }: RememberedOptions<Value>) {
  const known = new Map<string, { readonly value: Value; readonly until: number }>();
  const look = async (key: string, call: Call) => {
    const now = clock.now().getTime();
    const before = known.get(key);
    // A clock that was set back must not keep it for long.
    if (before !== undefined && now < before.until && before.until - now <= milliseconds) return before.value;
    const value = await load(key, call);
    known.set(key, { value, until: now + milliseconds });
    return value;
  };
  return (call: Call) => {
    const asked = new Map<string, Promise<Value>>();
    return (key: string) => {
      const answer = asked.get(key) ?? look(key, call);
      asked.set(key, answer);
      return answer;
    };
  };
}
