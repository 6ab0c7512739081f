// Single committed inserts into an embedded database on disk, one after another: the pace of its one session.
import { PGlite } from '@electric-sql/pglite';
import { readReferenceOptions } from './reference-options.ts';
import { serveRuns } from './serve-runs.ts';

const { folder } = readReferenceOptions();
const database = await PGlite.create(folder);
await database.exec('create table event (id bigint primary key, body jsonb not null)');
let id = 0;

serveRuns(async () => {
  await database.query('insert into event values ($1, $2)', [++id, '{"type":"choice-made"}']);
});
