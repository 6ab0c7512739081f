import { silentLogger } from '@access-account/testkit';
import { Metrics } from '../../src/metrics.ts';
import { ProviderBudget } from '../../src/registry/budget/provider-budget.ts';
import { Bulkhead } from '../../src/registry/bulkhead.ts';
import { connectorBreaker, type GuardOptions } from '../../src/registry/guarded-operation.ts';
import { machineTime } from '../../src/registry/time.ts';

/** A guard around one operation of a connector named `corp`, without a budget, and answers of any shape. */
export function guardOptions<Output>(
  differences: Pick<GuardOptions<Output>, 'operation'> & Partial<GuardOptions<Output>>,
): GuardOptions<Output> {
  return {
    system: 'corp',
    shape: (answer) => ({ value: answer as Output }),
    bulkhead: new Bulkhead({ system: 'corp', atOnce: 32 }),
    budget: freeBudget(),
    rateLimitScope: 'system',
    breaker: connectorBreaker(),
    metrics: new Metrics(),
    time: machineTime,
    mayChange: () => true,
    random: () => 0,
    ...differences,
  };
}

/** A budget that counts nothing and is shared with nobody. */
function freeBudget(): ProviderBudget {
  const nobody = {
    take: () => Promise.reject(new Error('Nothing is counted.')),
    giveBack: async () => undefined,
    quieten: async () => undefined,
    reopen: async () => undefined,
    rest: async () => ({ urgent: 0, background: 0 }),
  };
  return new ProviderBudget({ system: 'corp', size: null, shared: nobody, time: machineTime, logger: silentLogger });
}
