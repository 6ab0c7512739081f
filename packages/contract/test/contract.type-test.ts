/**
 * What must not compile does not. Checked by the type checker alone, never run:
 * an expectation that no longer fails is itself an error.
 */
import {
  type AccountStatus,
  type Call,
  type Change,
  type ConfigSchema,
  type Connection,
  type ConnectorErrorCode,
  defineIdentityConnector,
  defineTicketingConnector,
  type FindAccountInput,
  type IdentityOperations,
  type InboundOutcome,
  type JsonValue,
  type Message,
  NotFoundError,
  type PasswordStart,
  PermissionDeniedError,
  RateLimitedError,
  type TicketingOperations,
  type UnlockAccount,
  type VerifiedChange,
} from '@access-account/contract';

declare const config: ConfigSchema<{ readonly url: string }>;
declare const find: IdentityOperations['account.find'];
declare const read: IdentityOperations['account.read'];
declare const unlock: UnlockAccount;
declare const open: TicketingOperations['ticket.open'];
declare const resolve: TicketingOperations['ticket.resolve'];
declare const change: Change;
declare const call: Call;

const identity = {
  specificationVersion: 'v1',
  kind: 'identity',
  id: 'test',
  displayName: 'Test',
  config,
  connect: async (): Promise<Connection<object>> => ({ client: {}, check: async () => [], close: async () => {} }),
} as const;

const both = { 'account.find': [], 'account.read': [] } as const;
const readback = { 'account.find': 'readback', 'account.read': 'readback' } as const;

// The minimum compiles.
defineIdentityConnector({
  ...identity,
  permissions: both,
  idempotency: readback,
  operations: () => ({ 'account.find': find, 'account.read': read }),
});

// The required minimum is required.
defineIdentityConnector({
  ...identity,
  permissions: both,
  idempotency: readback,
  // @ts-expect-error account.read is missing
  operations: () => ({ 'account.find': find }),
});

// Every operation names its permissions …
defineIdentityConnector({
  ...identity,
  // @ts-expect-error no permissions for account.unlock
  permissions: both,
  idempotency: { ...readback, 'account.unlock': 'readback' },
  operations: () => ({ 'account.find': find, 'account.read': read, 'account.unlock': unlock }),
});

// … and how a repeat of it is made harmless.
defineIdentityConnector({
  ...identity,
  permissions: { ...both, 'account.unlock': [] },
  // @ts-expect-error no idempotency for account.unlock
  idempotency: readback,
  operations: () => ({ 'account.find': find, 'account.read': read, 'account.unlock': unlock }),
});

// An operation has its own shape, not another's.
defineIdentityConnector({
  ...identity,
  permissions: both,
  idempotency: readback,
  // @ts-expect-error account.read has the shape of another operation
  operations: () => ({ 'account.find': find, 'account.read': open }),
});

// A kind is not another kind.
defineTicketingConnector({
  ...identity,
  // @ts-expect-error an identity is no desk
  kind: 'identity',
  features: { atomicOpen: true, searchLag: 0 },
  permissions: { 'ticket.open': [], 'ticket.resolve': [] },
  idempotency: { 'ticket.open': 'key', 'ticket.resolve': 'readback' },
  operations: () => ({ 'ticket.open': open, 'ticket.resolve': resolve }),
});

// GEN-6: only what was read back may be spoken of as done.
// @ts-expect-error a change may be unverified
export const claim: VerifiedChange = change;
export const checked: VerifiedChange | null = change.verified ? { ...change, verified: true } : null;
// @ts-expect-error a change names the system that was really acted on
export const nameless: Change = { changed: true, verified: true, account: { id: '1' } };

// LIM-11: what cannot be done says why.
// @ts-expect-error no reason
export const silent: AccountStatus['capabilities'] = { 'account.unlock': { able: false } };

// MFA-8: a factor is removed by its id; there is no way to say "all".
declare const remove: IdentityOperations['factor.remove'];
// @ts-expect-error which factor is not said
export const everything = remove({ id: '1' }, call);

// PR-3: no identity operation takes or brings a password, whatever it is called.
type SecretName =
  | 'password'
  | 'newPassword'
  | 'oldPassword'
  | 'currentPassword'
  | 'passcode'
  | 'secret'
  | 'pin'
  | 'credential';
type SecretText<Value> = Value extends (infer Item)[] | readonly (infer Item)[]
  ? SecretText<Item>
  : Value extends object
    ? {
        [Key in keyof Value]-?:
          | (Key extends SecretName ? (Value[Key] extends string ? Key : never) : never)
          | SecretText<Value[Key]>;
      }[keyof Value]
    : never;
type Inputs = { [Name in keyof IdentityOperations]: Parameters<IdentityOperations[Name]>[0] }[keyof IdentityOperations];
type Outputs = {
  [Name in keyof IdentityOperations]: Awaited<ReturnType<IdentityOperations[Name]>>;
}[keyof IdentityOperations];
type Without<JsonCursor> = JsonCursor extends { readonly cursor: JsonValue } ? Omit<JsonCursor, 'cursor'> : JsonCursor;
type MustBeNever<Found extends never> = Found;
export type NoSecretGoesIn = MustBeNever<SecretText<Without<Inputs>>>;
export type NoSecretComesOut = MustBeNever<SecretText<Without<Outputs>>>;
// @ts-expect-error the search for secrets does find one
export type TheSearchWorks = MustBeNever<SecretText<{ readonly deep: readonly { readonly password: string }[] }>>;
// @ts-expect-error a password is not taken along
export const typed: FindAccountInput = { by: 'login', value: 'alex', password: 'secret' };
// @ts-expect-error an unlock takes an id and nothing else
export const withPassword = unlock({ id: '1', newPassword: 'secret' }, call);

// @ts-expect-error a reset begins without one
export const chosen: PasswordStart = { system: 'S', account: { id: '1' }, by: { kind: 'temporary', password: 'x' } };

// Errors: a closed set of codes, each with what its caller must know.
// @ts-expect-error no such code
export const invented: ConnectorErrorCode = 'something-went-wrong';
const sentence = { system: 'Directory', summary: 'No.', remedy: 'Yes.' };
// @ts-expect-error what is missing is not said
export const denied = new PermissionDeniedError(sentence);
// @ts-expect-error how long to wait is not said
export const limited = new RateLimitedError(sentence);
// @ts-expect-error no remedy
export const helpless = new NotFoundError({ system: 'Directory', summary: 'No.' });

// A refusal shows a neutral sentence, an acceptance names the stored event.
const hello: Message = { text: 'Hello', locale: 'en' };
// @ts-expect-error no reason for the refusal
export const refused: InboundOutcome = { status: 'refused', message: hello };
// @ts-expect-error accepted, but not stored
export const accepted: InboundOutcome = { status: 'accepted' };

// What crosses the contract is JSON.
// @ts-expect-error a date is not
export const date: JsonValue = new Date();
// @ts-expect-error nor is a function
export const action: JsonValue = () => 1;
