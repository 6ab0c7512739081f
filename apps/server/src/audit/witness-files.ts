import { randomUUID } from 'node:crypto';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';

export interface WitnessPlace {
  readonly dataDirectory: string;
  /** Whether it is the embedded database that is witnessed. */
  readonly embedded: boolean;
}

const ofEmbedded = 'audit.witness';

/**
 * The file that a new process writes to. One process at a time has the embedded database; on PostgreSQL each has a file
 * that no other ever writes to: a pid comes back, and two containers on one volume have the same.
 */
export function newWitnessFile({ dataDirectory, embedded }: WitnessPlace): string {
  return join(dataDirectory, embedded ? ofEmbedded : `audit.${randomUUID()}.witness`);
}

/** Every witness file that the data directory keeps of this database: of this process, of earlier ones and of others on the same volume. */
export async function witnessFiles({ dataDirectory, embedded }: WitnessPlace): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const file of glob('audit*.witness', { cwd: dataDirectory })) {
    // Whoever moved from the embedded database to PostgreSQL has both in the directory, and neither speaks of the other's rows.
    if ((file === ofEmbedded) === embedded) files.push(join(dataDirectory, file));
  }
  return files.sort();
}
