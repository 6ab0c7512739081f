import { openWorld, type World } from './support/world.ts';

/** People whom nobody asks about: enough for the planner to find a whole table cheaper than a hundred look-ups. */
const strangers = 5000;

const id = "md5('stranger' || n)::uuid";
/** Rows of every table that is looked into for one person, all somebody else's. */
const theirs = {
  person: ['id, display_name, login', `${id}, 'Stranger ' || n, 'stranger' || n`],
  account: [
    'system, account_id, person_id, login, display_name',
    `'elsewhere', 'stranger' || n, ${id}, 'stranger' || n, 'Stranger ' || n`,
  ],
  channel_identity: [
    'channel, user_id, person_id, conversation_id',
    `'elsewhere', 'stranger' || n, ${id}, 'room' || n`,
  ],
  processed_event: ['source, id, event_id', `'elsewhere', 'event' || n, ${id}`],
  lockout: [
    'person_id, system, account_id, episode, detected_at, locked_at',
    `${id}, 'elsewhere', 'stranger' || n, 'one', now() - interval '2 days', now() - interval '2 days'`,
  ],
  help_case: [
    'person_id, id, policy, policy_version, state, locale, closed_at',
    `${id}, ${id}, 'unlock-account', 1, '{}', 'en', now()`,
  ],
  effect: ['person_id, id, case_id, ordinal, lane, body, status', `${id}, ${id}, ${id}, 1, 'say', '{}', 'done'`],
  choice_token: [
    'person_id, hash, case_id, question_id, choice, about, expires_at',
    `${id}, 'hash' || n, ${id}, ${id}, 'yes', '{}', now()`,
  ],
  notice: ['person_id, effect_id, at', `${id}, ${id}, now()`],
  ticket: [
    'key, person_id, case_id, connector, ticket_id, number, status, subject',
    `'key' || n, ${id}, ${id}, 'elsewhere', 'ticket' || n, 'number' || n, 'resolved', 'Unlocked'`,
  ],
} as const;

async function rowsReadInTurn(world: World): Promise<ReadonlyMap<string, number>> {
  await world.database.rows('select pg_stat_force_next_flush()');
  const rows = await world.database.rows<{ relname: string; seq_tup_read: string }>(
    'select relname, seq_tup_read from pg_stat_user_tables where relname = any($1::text[])',
    [Object.keys(theirs)],
  );
  return new Map(rows.map(({ relname, seq_tup_read }) => [relname, Number(seq_tup_read)]));
}

test('one person is helped without reading through everybody else', async () => {
  const world = await openWorld({ people: ['first', 'second'] });
  try {
    for (const [table, [columns, values]] of Object.entries(theirs)) {
      await world.database.run(
        `insert into ${table} (${columns}) select ${values} from generate_series(1, ${strangers}) n`,
      );
    }
    await world.database.run('analyze');
    const before = await rowsReadInTurn(world);
    for (const login of ['first', 'second']) {
      const chat = await world.lockedOut(login);
      await chat.choose('Yes');
      await chat.shown('is unlocked');
    }
    const after = await rowsReadInTurn(world);
    expect([...after].filter(([table, rows]) => rows - (before.get(table) ?? 0) >= strangers)).toEqual([]);
  } finally {
    await world.close();
  }
}, 60_000);
