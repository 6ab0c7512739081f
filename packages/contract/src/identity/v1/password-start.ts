import type { AccountReference } from './account.ts';

/** Where the person chooses the new password. The secret goes from them to the provider; it never passes through here. */
export type PasswordWay =
  | {
      readonly kind: 'link';
      /** https, or http on loopback. */
      readonly url: string;
      /** ISO 8601 instant at which the link ends; null: it is a page that stays. */
      readonly until: string | null;
    }
  | {
      /** The provider sends a message of its own. */
      readonly kind: 'mail';
      /** A masked hint of where to, as the provider gives it: "a…@acme.test". */
      readonly to: string;
    };

/** A new password was begun, not set: by type there is no password in it. */
export interface PasswordStart {
  /** The display name of the system that was really acted on. */
  readonly system: string;
  readonly account: AccountReference;
  readonly by: PasswordWay;
}
