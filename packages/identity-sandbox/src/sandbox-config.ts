import { z } from 'zod';

const person = z.strictObject({
  login: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'lower-case letters, digits, dot, dash and underscore'),
  displayName: z.string().min(1).max(100),
  email: z.email().toLowerCase(),
  password: z.string().min(1).max(200).meta({
    description: 'A demo password. It is shown on the sign-in page, so it must not be one that is used anywhere else.',
  }),
  locale: z.string().min(2).max(35).nullable().default(null),
  standing: z.enum(['enabled', 'disabled', 'suspended']).default('enabled'),
});

const demoPeople = [
  { login: 'alex', displayName: 'Alex Example', email: 'alex@acme.test', password: 'correct-horse-alex' },
  { login: 'sam', displayName: 'Sam Example', email: 'sam@acme.test', password: 'correct-horse-sam' },
  { login: 'kim', displayName: 'Kim Example', email: 'kim@acme.test', password: 'correct-horse-kim' },
];

export const sandboxConfig = z.strictObject({
  displayName: z.string().min(1).max(100).default('Sandbox Directory').meta({
    description: 'What people are told this directory is called.',
  }),
  lockAfter: z.int().min(1).max(100).default(5).meta({ description: 'Consecutive wrong tries that lock an account.' }),
  lockFor: z.int().min(1).default(1_800_000).meta({ description: 'Milliseconds until a lock lifts by itself.' }),
  people: z.array(person).min(1).max(5_000).prefault(demoPeople).meta({
    description: 'Who is put into the directory when they are not in it yet. A later change here does not change them.',
  }),
});

export type SandboxConfig = z.output<typeof sandboxConfig>;
export type SandboxPerson = SandboxConfig['people'][number];
