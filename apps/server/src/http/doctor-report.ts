import type { Product } from '../product.ts';
import type { Doctor } from './api-schemas.ts';

/** Asks every connector how it is, now. */
export async function doctorReport({
  registry,
  configuration,
  state,
  call,
}: Pick<Product, 'registry' | 'configuration' | 'state' | 'call'>): Promise<Doctor> {
  await registry.check(call);
  return {
    state,
    connectors: registry.all().map((connector) => ({
      name: connector.name,
      package: configuration.connectors[connector.name]?.package ?? '',
      state: connector.state,
      diagnostics:
        connector.state === 'missing'
          ? [{ severity: 'error' as const, summary: connector.reason, remedy: connector.remedy }]
          : connector.diagnostics.map((diagnostic) => ({ ...diagnostic })),
    })),
  };
}
