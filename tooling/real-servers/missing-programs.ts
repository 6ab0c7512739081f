import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The system folders are looked at even where a user's PATH lacks them. */
const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin', '/sbin'];

/** Which of the programs are not installed. */
export function missingPrograms(programs: readonly string[]): readonly string[] {
  return programs.filter((program) => !folders.some((folder) => isExecutable(join(folder, program))));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
