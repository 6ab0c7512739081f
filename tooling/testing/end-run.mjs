import { rmSync } from 'node:fs';

/** After the last test of a run: removes all that it has left. */
// biome-ignore lint/style/noDefaultExport: jest wants it.
export default function endRun() {
  rmSync(process.env.TMPDIR, { recursive: true, force: true });
}
