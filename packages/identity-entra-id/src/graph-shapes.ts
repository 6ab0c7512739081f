import { z } from 'zod';

/** Only what is used of Graph's answers; what else is in them may come and go. */

const instant = z.iso.datetime({ offset: true }).nullish();
const text = z.string().nullish();

/** A page of such items. */
export const pageShape = <Item extends z.ZodType>(item: Item) =>
  z.object({
    value: z.array(item),
    '@odata.nextLink': z.string().optional(),
    '@odata.deltaLink': z.string().optional(),
  });

const idShape = z.object({ id: z.string().min(1) });

const userProperties = {
  id: z.string().min(1),
  userPrincipalName: z.string().min(1),
  /** Left open: whoever is not said to be enabled is not one to do anything for. */
  accountEnabled: z.boolean().nullish(),
  displayName: text,
  mail: text,
  preferredLanguage: text,
  userType: text,
  onPremisesSyncEnabled: z.boolean().nullish(),
  onPremisesImmutableId: text,
  passwordPolicies: text,
  lastPasswordChangeDateTime: instant,
  passwordProfile: z
    .object({
      forceChangePasswordNextSignIn: z.boolean().nullish(),
      forceChangePasswordNextSignInWithMfa: z.boolean().nullish(),
    })
    .nullish(),
};

/** Addresses of the person's own that only one look asks for. */
export const addressesShape = z.object({
  id: z.string().min(1),
  mail: text,
  otherMails: z.array(z.string()).nullish(),
});

/** What is asked of a user: Graph leaves most of it out where it is not asked for. */
export const userSelection = Object.keys(userProperties).join(',');

export const userShape = z.object({ ...userProperties, manager: idShape.nullish() });
export type EntraUser = z.output<typeof userShape>;

/** A user in a page of changes: told whole, told in part, or gone. */
export const changedUserShape = z.object({
  ...userProperties,
  userPrincipalName: text,
  '@removed': z.unknown().optional(),
  'manager@delta': z.array(z.object({ id: z.string().min(1), '@removed': z.unknown().optional() })).optional(),
});
export type ChangedUser = z.output<typeof changedUserShape>;

export const sessionsShape = z.object({ id: z.string().min(1), signInSessionsValidFromDateTime: instant });

export const domainShape = z.object({
  /** Its name. */
  id: z.string().min(1),
  authenticationType: text,
  passwordValidityPeriodInDays: z.number().nullish(),
});
export type EntraDomain = z.output<typeof domainShape>;

export const methodShape = z.object({
  '@odata.type': z.string().min(1),
  id: z.string().min(1),
  createdDateTime: instant,
  displayName: text,
  model: text,
  phoneNumber: text,
  phoneType: text,
  emailAddress: text,
});
export type EntraMethod = z.output<typeof methodShape>;

/** Whoever it is about: only whether there is one counts. */
export const anyIdShape = idShape;

export const registrationShape = z.object({
  isSsprCapable: z.boolean().nullish(),
  isSsprEnabled: z.boolean().nullish(),
  isSsprRegistered: z.boolean().nullish(),
  userPreferredMethodForSecondaryAuthentication: text,
});
export type EntraRegistration = z.output<typeof registrationShape>;
