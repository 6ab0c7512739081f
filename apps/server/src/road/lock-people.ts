import type { Transaction } from '../storage/database.ts';
import { given } from '../storage/given.ts';
import { toJson } from '../storage/to-json.ts';

/** Nobody else changes anything of these people until the transaction is over. In one order everywhere: two that lock the same people never wait for each other in a circle. */
export async function lockPeople(people: readonly string[], transaction: Transaction): Promise<void> {
  await transaction.run(lock, [toJson(people.map((id) => ({ id })))]);
}

const lock = `select from ${given('id uuid')} as asked join person on person.id = asked.id
  order by person.id for no key update of person`;
