// Before the first test of a run: a folder for what it writes, in memory where there is room, as hundreds of small databases
// come and go. The workers inherit where temporary files go.
import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';
/** Bytes. */
const enough = 4 * 1024 ** 3;
const prefix = 'access-account-tests-';

// biome-ignore lint/style/noDefaultExport: jest wants it.
export default function beginRun() {
  const place = hasRoom() ? memory : tmpdir();
  for (const name of readdirSync(place)) {
    // Of a run that was killed.
    if (name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length).split('-')[0])))
      rmSync(join(place, name), { recursive: true, force: true });
  }
  process.env.TMPDIR = mkdtempSync(join(place, `${prefix}${process.pid}-`));
}

function hasRoom() {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= enough;
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
