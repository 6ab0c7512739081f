import { readFileSync, readlinkSync } from 'node:fs';

/** Where the system does not say. */
export const unknown = '-';

/**
 * Within what a process number means one process: a boot of a machine, and on it the numbers of one container. Two containers
 * with one host name differ in it. Only Linux tells.
 */
export function numberSpace(): string {
  const boot = told(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const container = told(() => readlinkSync('/proc/self/ns/pid'));
  return `${boot}/${container}`;
}

/** When a process of this number space began, in ticks since the boot: a number comes back, with another beginning. */
export function beginningOf(pid: number): string {
  // The name of the program stands before it in brackets, with whatever it contains.
  return told(() => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').split(' ')[20]);
}

function told(read: () => string | undefined): string {
  try {
    return read() || unknown;
  } catch {
    return unknown;
  }
}
