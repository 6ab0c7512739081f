import type { Call } from '../../../shared/v1/call.ts';
import type { AccountReference } from '../account.ts';
import type { PasswordStart } from '../password-start.ts';

/**
 * `password.start-reset`: for somebody who forgot the password: a link of the provider's, or a message the provider sends itself.
 * The current password stays as it is until the person has chosen another.
 * @throws ConflictError when the account is disabled or suspended.
 * @throws OperationUnsupportedError when the provider cannot do it for this account.
 * @throws AmbiguousOutcomeError when the answer was lost: the message may have been sent.
 */
export type StartPasswordReset = (input: AccountReference, call: Call) => Promise<PasswordStart>;
