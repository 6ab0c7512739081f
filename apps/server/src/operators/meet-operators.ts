import type { ConfigurationFile } from '../config/configuration-schema.ts';
import type { Database } from '../storage/database.ts';
import { operators } from './operators.ts';

/** Makes the operators known, as they are configured now. */
export async function meetOperators(to: ConfigurationFile['operators'], database: Database): Promise<void> {
  const email = typeof to === 'string' ? to : null;
  await database.run(
    `insert into person (id, display_name, login, email) values ($1, 'Operators', $2, $3)
     on conflict (id) do update set login = excluded.login, email = excluded.email
       where (person.login, person.email) is distinct from (excluded.login, excluded.email)`,
    [operators, email ?? '(operators)', email],
  );
}
