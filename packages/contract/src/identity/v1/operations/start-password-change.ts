import type { Call } from '../../../shared/v1/call.ts';
import type { AccountReference } from '../account.ts';
import type { PasswordStart } from '../password-start.ts';

/**
 * `password.start-change`: for somebody who knows the current password: where a new one is chosen, usually the provider's own page.
 * Nothing is changed by asking.
 * @throws OperationUnsupportedError when the provider cannot do it for this account.
 */
export type StartPasswordChange = (input: AccountReference, call: Call) => Promise<PasswordStart>;
