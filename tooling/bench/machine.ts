import { readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';

/** Clock ticks per second in /proc, on every Linux that Node runs on. */
const ticks = 100;

/** What the machine did while something was measured. */
export interface MachineUse {
  /** Load average of the last minute, at the end. */
  readonly load: number;
  /** Cores that processes other than ours used; null where there is no /proc. */
  readonly strangers: number | null;
}

/** Begins to watch the machine. Ours are this process and everything it started. */
export function watchMachine(): () => MachineUse {
  const read = () => ({ at: performance.now(), busy: busySeconds(), ours: cpuSeconds(process.pid) });
  const before = read();
  return () => {
    const after = read();
    const strangers = (after.busy - before.busy - (after.ours - before.ours)) / ((after.at - before.at) / 1000);
    return { load: loadavg()[0] ?? 0, strangers: Number.isFinite(strangers) ? Math.max(0, strangers) : null };
  };
}

export function describeMachine(): string {
  return `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.versions.node}, load ${loadavg()
    .map((load) => load.toFixed(2))
    .join(' ')}`;
}

/** Processor seconds that a process and all below it have used; NaN where there is no /proc. */
export function cpuSeconds(pid: number): number {
  try {
    const all = processes();
    const family = [stat(pid)];
    for (const member of family) family.push(...all.filter(({ parent }) => parent === member.pid));
    return family.reduce((sum, { used, usedByDeadChildren }) => sum + used + usedByDeadChildren, 0);
  } catch {
    return Number.NaN;
  }
}

/** Resident memory of one process, in megabytes; NaN where there is no /proc. */
export function residentMegabytes(pid: number): number {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return Number.NaN;
  }
}

function busySeconds(): number {
  try {
    const [user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0] =
      readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]?.split(/\s+/).slice(1).map(Number) ?? [];
    return (user + nice + system + interrupts + softInterrupts) / ticks;
  } catch {
    return Number.NaN;
  }
}

function processes() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [stat(Number(name))];
      } catch {
        return [];
      }
    });
}

function stat(pid: number) {
  // The command's name may hold spaces and brackets: fields are counted from behind it.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
    .map(Number);
  const [, parent = 0] = fields;
  const [user = 0, system = 0, deadUser = 0, deadSystem = 0] = fields.slice(11, 15);
  return { pid, parent, used: (user + system) / ticks, usedByDeadChildren: (deadUser + deadSystem) / ticks };
}
