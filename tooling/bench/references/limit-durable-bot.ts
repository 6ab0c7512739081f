// The least a bot can do that loses nothing: the click is committed and answered, the account is unlocked and read back,
// the person is told, the outcome is committed. And once a second: who is locked, committed once, told.
import { setTimeout as delay } from 'node:timers/promises';
import { Attribute, Change, Client } from 'ldapts';
import pg from 'pg';
import { readReferenceOptions } from './reference-options.ts';
import { sendMessage } from './send-message.ts';
import { serveSigned } from './serve-signed.ts';

const { secret, database, ldap, chat } = readReferenceOptions();
const pool = new pg.Pool({ connectionString: database, max: 16 });
await pool.query(`
  create table click (id text primary key, login text not null, outcome text);
  create table notice (login text not null, episode text not null, told_at timestamptz, primary key (login, episode))`);
const directory = new Client({ url: ldap.url });
await directory.bind(ldap.bindDn, ldap.password);
const lockedTime = 'pwdAccountLockedTime';
/** People who are helped at a time: OpenLDAP hangs up on a connection with more than 1000 open requests. */
const places = 500;
const waiting: Click[] = [];
let helped = 0;

interface Click {
  readonly id: string;
  readonly login: string;
}

serveSigned({
  secret,
  handle: async (body) => {
    const click = JSON.parse(body) as Click;
    const { rowCount } = await pool.query({
      name: 'click',
      text: 'insert into click (id, login) values ($1, $2) on conflict do nothing',
      values: [click.id, click.login],
    });
    if (rowCount === 1) waiting.push(click);
    helpNext();
  },
});

function helpNext(): void {
  for (; helped < places; helped += 1) {
    const next = waiting.shift();
    if (next === undefined) return;
    void help(next).then(() => {
      helped -= 1;
      helpNext();
    });
  }
}

async function help({ id, login }: Click): Promise<void> {
  const dn = `uid=${login},${ldap.peopleDn}`;
  await directory.modify(dn, new Change({ operation: 'delete', modification: new Attribute({ type: lockedTime }) }));
  const { searchEntries } = await directory.search(dn, { scope: 'base', attributes: [lockedTime] });
  const isUnlocked = searchEntries[0] !== undefined && !(searchEntries[0][lockedTime]?.length ?? 0);
  await sendMessage({ chat, login, text: isUnlocked ? 'Your account is unlocked.' : 'I could not unlock it.' });
  await pool.query({
    name: 'outcome',
    text: 'update click set outcome = $2 where id = $1',
    values: [id, isUnlocked ? 'unlocked' : 'locked'],
  });
}

for (;;) {
  const begun = performance.now();
  await notify();
  await delay(Math.max(0, 1000 - (performance.now() - begun)));
}

async function notify(): Promise<void> {
  const filter = `(&(uid=*)(${lockedTime}=*))`;
  const { searchEntries } = await directory.search(ldap.peopleDn, {
    filter,
    attributes: ['uid', lockedTime],
    paged: { pageSize: 500 },
  });
  if (searchEntries.length === 0) return;
  const { rows } = await pool.query<{ login: string; episode: string }>({
    name: 'locked',
    text: `insert into notice (login, episode) select * from unnest($1::text[], $2::text[]) on conflict do nothing returning login, episode`,
    values: [searchEntries.map(({ uid }) => String(uid)), searchEntries.map((entry) => String(entry[lockedTime]))],
  });
  for (let start = 0; start < rows.length; start += 32) {
    const batch = rows.slice(start, start + 32);
    await Promise.all(
      batch.map(({ login }) => sendMessage({ chat, login, text: 'Your account is locked. Shall I unlock it?' })),
    );
    await pool.query({
      name: 'told',
      text: `update notice set told_at = now() from unnest($1::text[], $2::text[]) told (login, episode)
        where notice.login = told.login and notice.episode = told.episode`,
      values: [batch.map(({ login }) => login), batch.map(({ episode }) => episode)],
    });
  }
}
