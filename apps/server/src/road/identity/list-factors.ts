import type { Outcome } from '../outcome.ts';
import { type Act, done } from './act.ts';
import { allowedAccount } from './allowed-account.ts';
import { offered } from './offered.ts';

export async function listFactors(act: Act<'factor.list'>): Promise<Outcome> {
  const { effect, system, context } = act;
  const list = offered(system, 'factor.list');
  await allowedAccount(act, null);
  const factors = await list({ id: effect.account }, context.call);
  const at = { system: effect.system, account: effect.account };
  return done({
    operation: 'factor.list',
    event: { type: 'factors-listed', ...at, factors },
    summary: `There are ${factors.length} second factors in ${system.displayName}.`,
    detail: { ...at, factors: factors.length },
    changed: false,
  });
}
