import type { FindPeople } from '@access-account/policies';
import type { PeopleFinder } from '../people/find-people.ts';
import type { DueEffect } from './due-effect.ts';
import type { Outcome } from './outcome.ts';
import type { PerformContext } from './perform.ts';

/** Station 7, people: somebody is looked for. */
export class PerformPeople {
  readonly #finder: Pick<PeopleFinder, 'find'>;

  constructor(finder: Pick<PeopleFinder, 'find'>) {
    this.#finder = finder;
  }

  async perform(due: DueEffect, { words, user, system }: FindPeople, { call }: PerformContext): Promise<Outcome> {
    const people = await this.#finder.find({ words, user, system, asker: due.person }, call);
    return {
      status: 'done',
      event: { type: 'people-found', people },
      result: { found: people.length },
      audit: {
        kind: 'outcome',
        name: 'effect-succeeded',
        summary: `Looked for somebody whom the person may help: ${people.length} found.`,
        detail: { operation: 'people.find', found: people.map(({ login }) => login).join(', ') },
      },
    };
  }
}
