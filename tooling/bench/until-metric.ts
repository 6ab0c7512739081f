import { setTimeout as delay } from 'node:timers/promises';
import type { Product } from './product.ts';

/** Milliseconds between two looks, and after which what is waited for will never be. */
const looks = { every: 20, patience: 20 * 60_000 };

/** Resolves when a metric of the product is at least so much. */
export async function untilMetric(product: Product, metric: string, least: number): Promise<void> {
  const isSo = async () => {
    const metrics = await (await fetch(`${product.url}/metrics`)).text();
    const [, value] = new RegExp(`^${metric}(?:\\{.*\\})? (\\d+)$`, 'm').exec(metrics) ?? [];
    return Number(value ?? 0) >= least;
  };
  for (const begun = performance.now(); !(await isSo()); await delay(looks.every)) {
    if (performance.now() - begun > looks.patience) throw new Error(`${metric} did not become ${least}.`);
  }
}
