import type { Time } from '../../src/registry/time.ts';

export interface FakeTime extends Time {
  /** Lets time pass, and what was set for it happen at its moment and in its order. */
  advance(milliseconds: number): Promise<void>;
}

/** Time that stands still until it is told to move. */
export function fakeTime(start = 0): FakeTime {
  let now = start;
  const alarms = new Set<{ readonly at: number; readonly run: () => void }>();
  const next = () => [...alarms].sort((a, b) => a.at - b.at)[0];
  return {
    now: () => now,
    after: (milliseconds, run) => {
      const alarm = { at: now + milliseconds, run };
      alarms.add(alarm);
      return () => alarms.delete(alarm);
    },
    advance: async (milliseconds) => {
      const end = now + milliseconds;
      for (let alarm = next(); alarm !== undefined && alarm.at <= end; alarm = next()) {
        alarms.delete(alarm);
        now = Math.max(now, alarm.at);
        alarm.run();
        await settled();
      }
      now = end;
      await settled();
    },
  };
}

/** Lets everything that waits for nothing but its turn take it. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
