import { z } from 'zod';

const factor = z.strictObject({
  kind: z.enum(['totp', 'push', 'sms', 'call', 'email', 'security-key', 'passkey', 'hardware-token', 'other']),
  label: z.string().min(1).max(60).meta({ description: 'What the person knows it by: "Pixel 9", "… 4321".' }),
});

const login = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'lower-case letters, digits, dot, dash and underscore');

const person = z.strictObject({
  login,
  displayName: z.string().min(1).max(100),
  email: z.email().toLowerCase(),
  password: z.string().min(1).max(200).meta({
    description: 'A demo password. It is shown on the sign-in page, so it must not be one that is used anywhere else.',
  }),
  locale: z.string().min(2).max(35).nullable().default(null),
  timeZone: z.string().min(1).max(60).nullable().default(null).meta({ description: 'Of the IANA database.' }),
  standing: z.enum(['enabled', 'disabled', 'suspended']).default('enabled'),
  manager: login.nullable().default(null).meta({ description: 'The login of one of these people.' }),
  factors: z.array(factor).max(5).default([]).meta({ description: 'Second factors that are enrolled already.' }),
  recoveryEmail: z.email().toLowerCase().nullable().default(null).meta({
    description: 'An address of their own, beside `email`, that a one-time code may go to.',
  }),
  recoveryAgeDays: z.number().min(0).max(3650).default(365).meta({
    description: 'For how long it has been that address already.',
  }),
  passwordAgeDays: z.number().min(0).max(3650).default(30).meta({ description: 'How old the password is already.' }),
  mustChange: z.boolean().default(false).meta({ description: 'A new password is asked for at the next sign-in.' }),
  endsInDays: z.number().min(0).max(3650).nullable().default(null).meta({
    description: 'When the account ends, as a contractor’s does, from the day they are put into the directory.',
  }),
});

const berlin = { locale: 'de-DE', timeZone: 'Europe/Berlin', manager: 'robin' };
const newYork = { locale: 'en-US', timeZone: 'America/New_York', manager: 'robin' };

const demoPeople = [
  {
    login: 'alex',
    displayName: 'Alex Example',
    email: 'alex@acme.test',
    password: 'correct-horse-alex',
    manager: 'robin',
    recoveryEmail: 'alex@home.test',
    factors: [
      { kind: 'totp', label: 'Pixel 9' },
      { kind: 'sms', label: '… 4321' },
    ],
  },
  {
    login: 'sam',
    displayName: 'Sam Example',
    email: 'sam@acme.test',
    password: 'correct-horse-sam',
    manager: 'robin',
    factors: [{ kind: 'push', label: 'Galaxy S24' }],
  },
  {
    login: 'kim',
    displayName: 'Kim Example',
    email: 'kim@acme.test',
    password: 'correct-horse-kim',
    manager: 'robin',
    factors: [
      { kind: 'passkey', label: 'MacBook Air' },
      { kind: 'security-key', label: 'YubiKey 5C' },
      { kind: 'call', label: '… 0187' },
    ],
  },
  {
    login: 'anna',
    displayName: 'Anna Beispiel',
    email: 'anna@acme.test',
    password: 'correct-horse-anna',
    ...berlin,
    passwordAgeDays: 76,
    factors: [{ kind: 'totp', label: 'iPhone 16' }],
  },
  {
    login: 'lena',
    displayName: 'Lena Muster',
    email: 'lena@acme.test',
    password: 'correct-horse-lena',
    ...berlin,
    passwordAgeDays: 92,
    factors: [{ kind: 'email', label: 'l…@post.test' }],
  },
  {
    login: 'yuki',
    displayName: '山田 由紀',
    email: 'yuki@acme.test',
    password: 'correct-horse-yuki',
    locale: 'ja-JP',
    timeZone: 'Asia/Tokyo',
    manager: 'robin',
    passwordAgeDays: 88,
    factors: [
      { kind: 'push', label: 'Xperia 5' },
      { kind: 'hardware-token', label: 'Token 20417' },
    ],
  },
  {
    login: 'max',
    displayName: 'Max Muster',
    email: 'max@acme.test',
    password: 'correct-horse-max',
    ...berlin,
    mustChange: true,
  },
  {
    login: 'casey',
    displayName: 'Casey Contractor',
    email: 'casey@acme.test',
    password: 'correct-horse-casey',
    ...newYork,
    endsInDays: 14,
    factors: [{ kind: 'totp', label: 'Pixel 8a' }],
  },
  {
    login: 'dana',
    displayName: 'Dana Example',
    email: 'dana@acme.test',
    password: 'correct-horse-dana',
    ...newYork,
    standing: 'suspended',
  },
  {
    login: 'drew',
    displayName: 'Drew Example',
    email: 'drew@acme.test',
    password: 'correct-horse-drew',
    ...newYork,
    standing: 'disabled',
  },
  {
    login: 'robin',
    displayName: 'Robin Manager',
    email: 'robin@acme.test',
    password: 'correct-horse-robin',
    locale: 'en-US',
    timeZone: 'America/Los_Angeles',
    factors: [{ kind: 'security-key', label: 'YubiKey 5 NFC' }],
  },
] satisfies z.input<typeof person>[];

export const sandboxConfig = z.strictObject({
  displayName: z.string().min(1).max(100).default('Sandbox Directory').meta({
    description: 'What people are told this directory is called.',
  }),
  lockAfter: z.int().min(1).max(100).default(5).meta({ description: 'Consecutive wrong tries that lock an account.' }),
  lockFor: z.int().min(1).default(1_800_000).meta({ description: 'Milliseconds until a lock lifts by itself.' }),
  passwordMaxAgeDays: z.int().min(1).max(3650).nullable().default(90).meta({
    description: 'Days until a password expires; null: never.',
  }),
  passwordHashCost: z.int().min(10).max(20).default(14).meta({
    description: 'log2 of scrypt’s N for the passwords of the demo people; each step doubles the work of a sign-in.',
  }),
  tellsSignIns: z.boolean().default(true).meta({
    description:
      'Whether `account.read` tells of the last sign-in, as some directories do. Then help is followed through until one shows that it helped.',
  }),
  people: z
    .array(person)
    .min(1)
    .max(5_000)
    .superRefine((people, { addIssue }) => {
      const logins = new Set(people.map(({ login }) => login));
      for (const [index, { manager }] of people.entries()) {
        if (manager === null || logins.has(manager)) continue;
        addIssue({ code: 'custom', path: [index, 'manager'], message: `${manager} is not one of the people` });
      }
    })
    .prefault(demoPeople)
    .meta({
      description:
        'Who is put into the directory when they are not in it yet. A later change here does not change them.',
    }),
});

export type SandboxConfig = z.output<typeof sandboxConfig>;
export type SandboxPerson = SandboxConfig['people'][number];
