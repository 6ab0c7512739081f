import type { Replica } from '../replica.ts';
import type { Database } from '../storage/database.ts';
import type { ChangedCase } from './changes.ts';
import type { Written } from './record.ts';

/** A case that another replica holds and for which something new is due. */
interface Call {
  readonly replica: string;
  readonly person: string;
  readonly case: string;
}

const channel = 'due_effects';

/** Tells the other replicas what is theirs to perform, once it is committed. What this one performs itself needs no call; a call that is lost is made good by a sweep. */
export class Wake {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async others(
    cases: readonly ChangedCase[],
    holders: Written['holders'],
    { id, works }: Pick<Replica, 'id' | 'works'>,
  ): Promise<void> {
    const due = cases.filter(({ effects }) => effects.length > 0);
    const calls = due.flatMap(({ before }): readonly Call[] => {
      const holder = holders.get(before.id) ?? null;
      return holder === null || holder === id ? [] : [{ replica: holder, person: before.person, case: before.id }];
    });
    // What nobody holds is found by the next sweep; where nobody sweeps here, the others are told to.
    const unheld = !works && due.some(({ before }) => (holders.get(before.id) ?? null) === null);
    const payloads = [...calls.map((call) => JSON.stringify(call)), ...(unheld ? [''] : [])];
    if (payloads.length === 0) return;
    await this.#database.rows('select pg_notify($1, payload) from unnest($2::text[]) as payload', [channel, payloads]);
  }

  /** `look`: something is due in a case of ours. `sweep`: somewhere, or calls may have been missed. */
  async listen(
    replica: () => string,
    on: { readonly look: (person: string, helpCase: string) => void; readonly sweep: () => void },
  ): Promise<void> {
    await this.#database.listen(channel, (payload) => {
      if (payload === '') return on.sweep();
      const call = JSON.parse(payload) as Call;
      if (call.replica === replica()) on.look(call.person, call.case);
    });
  }
}
