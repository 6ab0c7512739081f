import { z } from 'zod';

/** Only what is used of Okta's answers; what else is in them may come and go. */

const instant = z.iso.datetime({ offset: true });
const text = z.string().nullish();

export const userShape = z.object({
  id: z.string().min(1),
  /** Left open: a status that is new is one that nothing is done for. */
  status: z.string().min(1),
  statusChanged: instant.nullish(),
  lastLogin: instant.nullish(),
  created: instant.nullish(),
  lastUpdated: instant,
  passwordChanged: instant.nullish(),
  profile: z.object({
    login: z.string().min(1),
    email: text,
    displayName: text,
    firstName: text,
    lastName: text,
    locale: text,
    preferredLanguage: text,
    timezone: text,
    managerId: text,
    secondEmail: text,
  }),
  credentials: z.object({ provider: z.object({ type: z.string() }).nullish() }).nullish(),
});
export type OktaUser = z.output<typeof userShape>;

export const userListShape = z.array(userShape);

export const blockListShape = z.array(z.object({ type: z.string(), appliesTo: z.string() }));

/** Of a group or a member. */
export const idListShape = z.array(z.object({ id: z.string().min(1) }));

export const roleListShape = z.array(z.object({ type: z.string().optional(), label: z.string().optional() }));

export const factorShape = z.object({
  id: z.string().min(1),
  factorType: z.string().min(1),
  provider: text,
  status: text,
  created: instant.nullish(),
  profile: z
    .object({
      name: text,
      deviceName: text,
      authenticatorName: text,
      phoneNumber: text,
      email: text,
      credentialId: text,
    })
    .nullish(),
});
export type OktaFactor = z.output<typeof factorShape>;

export const factorListShape = z.array(factorShape);

export const changeEventListShape = z.array(z.object({ published: instant }));

export const activityEventListShape = z.array(
  z.object({
    published: instant,
    eventType: z.string(),
    client: z.object({ geographicalContext: z.object({ country: text }).nullish() }).nullish(),
    securityContext: z.object({ isProxy: z.boolean().nullish() }).nullish(),
  }),
);
export type OktaActivityEvent = z.output<typeof activityEventListShape>[number];

/** Of a code, of a push that was sent, and of one that is asked after. */
export const verificationShape = z.object({
  factorResult: text,
  expiresAt: instant.nullish(),
  _links: z.object({ poll: z.object({ href: z.string() }).nullish() }).nullish(),
  _embedded: z
    .object({ challenge: z.object({ correctAnswer: z.union([z.int().min(0), z.string()]).nullish() }).nullish() })
    .nullish(),
});

const ids = z.array(z.string()).nullish();
const selection = z.object({ include: ids, exclude: ids }).nullish();

export const policyShape = z.object({
  id: z.string().min(1),
  status: z.string(),
  /** Okta's own default: it takes whoever no other policy takes. */
  system: z.boolean().default(false),
  priority: z.number().default(Number.MAX_SAFE_INTEGER),
  conditions: z
    .object({
      authProvider: z.object({ provider: text }).nullish(),
      people: z.object({ groups: selection, users: selection }).nullish(),
    })
    .nullish(),
  settings: z.object({
    password: z.object({
      age: z.object({ maxAgeDays: z.number().min(0).default(0) }).nullish(),
      lockout: z.object({ autoUnlockMinutes: z.number().min(0).default(0) }).nullish(),
    }),
  }),
});
export type OktaPasswordPolicy = z.output<typeof policyShape>;

export const policyListShape = z.array(policyShape);

export const logEventListShape = z.array(
  z.object({
    uuid: z.string().min(1),
    eventType: z.string(),
    target: z.array(z.object({ id: text, type: text })).nullish(),
  }),
);
