import { formatTable, percentile } from '../testing/index.ts';
import type { MachineUse } from './machine.ts';

export interface Target {
  /** Which of the numbers it is about. */
  readonly of: 'p50' | 'p95' | 'p99';
  /** At most. */
  readonly limit: number;
}

export interface Measurement {
  readonly measure: string;
  readonly database: string;
  readonly unit: 'ms' | 'MB' | '%' | '/s';
  readonly n: number;
  readonly p50: number;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  readonly target: Target | null;
  /** Null without a target. */
  readonly ok: boolean | null;
  readonly machine: MachineUse;
}

export interface MeasurementOptions extends Pick<Measurement, 'measure' | 'database' | 'unit' | 'machine'> {
  readonly samples: readonly number[];
  readonly target?: Target;
}

/** Samples that a percentile needs to mean anything. */
export const enough = 200;

export function measurement({ samples, target, ...about }: MeasurementOptions): Measurement {
  const several = samples.length > 5;
  const values = {
    p50: percentile(samples, 0.5),
    p95: several ? percentile(samples, 0.95) : null,
    p99: several ? percentile(samples, 0.99) : null,
  };
  const value = target === undefined ? null : values[target.of];
  return {
    ...about,
    n: samples.length,
    ...values,
    max: several ? Math.max(...samples) : null,
    target: target ?? null,
    ok: target === undefined || value === null ? null : value <= target.limit,
  };
}

export function tableOf(measurements: readonly Measurement[]): string {
  return formatTable(
    ['measure · database', 'n', 'p50', 'p95', 'p99', 'max', 'target', '', 'load', 'strangers'],
    measurements.map((one) => [
      `${one.measure} · ${one.database}`,
      String(one.n),
      ...[one.p50, one.p95, one.p99, one.max].map((value) => show(value, one.unit)),
      one.target === null ? '–' : `${one.target.of} ≤ ${show(one.target.limit, one.unit)}`,
      one.ok === null ? '' : one.ok ? 'ok' : 'RED',
      one.machine.load.toFixed(2),
      one.machine.strangers === null ? '–' : `${one.machine.strangers.toFixed(2)} cores`,
    ]),
  );
}

function show(value: number | null, unit: Measurement['unit']): string {
  if (value === null || Number.isNaN(value)) return '–';
  return `${value >= 10 ? Math.round(value) : value.toFixed(1)} ${unit}`;
}
