import type { ChoiceForm } from './effect.ts';
import type { LinkedAccount } from './situation.ts';
import { targetKey } from './target.ts';

/** A list of accounts to choose one from. */
export function accountForm(accounts: readonly LinkedAccount[]): ChoiceForm {
  return {
    field: 'account',
    submit: 'continue',
    options: accounts.map((account) => ({
      label: `${account.login} (${account.systemName})`,
      value: targetKey(account),
    })),
  };
}
