import { z } from 'zod';
import { operatorRoles } from '../access/operator.ts';
import { pausableFeatures } from '../pauses.ts';

const json = z.record(z.string(), z.unknown());

export const overviewSchema = z.object({
  organization: z.string(),
  version: z.string(),
  sandbox: z.boolean(),
  state: z.enum(['starting', 'ready', 'degraded', 'stopping']),
  attack: z
    .object({ since: z.iso.datetime(), people: z.int(), held: z.int() })
    .nullable()
    .meta({ description: 'Many people are being locked at once; null: they are not.' }),
  shadow: z.array(z.string()).meta({ description: 'Features that only watch, for everybody or for some.' }),
  connectors: z.array(
    z.object({
      name: z.string(),
      kind: z.string().nullable(),
      id: z.string().nullable(),
      displayName: z.string(),
      state: z.enum(['ready', 'degraded']),
      reason: z.string().optional(),
      remedy: z.string().optional(),
    }),
  ),
});

export const directoriesSchema = z.object({
  directories: z.array(
    z.object({
      system: z.string(),
      readAt: z.iso.datetime().nullable(),
      complete: z.object({ at: z.iso.datetime(), accounts: z.int() }).nullable(),
      walk: z.object({ begunAt: z.iso.datetime(), accounts: z.int() }).nullable(),
    }),
  ),
});

export const daysQuerySchema = z.object({ days: z.coerce.number().int().min(1).max(366).default(30) });

export const timelineEntrySchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  kind: z.enum(['event', 'decision', 'effect', 'outcome', 'message', 'ticket', 'security', 'system']),
  name: z.string(),
  summary: z.string(),
  person: z.string().nullable(),
  case: z.string().nullable(),
  detail: json,
});

export const timelineSchema = z.object({ entries: z.array(timelineEntrySchema) });

const ticketStatusSchema = z.enum(['open', 'handed-off', 'resolved']);

const ticketSchema = z.object({
  key: z.string(),
  number: z.string().nullable().meta({ description: 'As the desk calls it where it is filed; null: not filed yet.' }),
  status: ticketStatusSchema,
  filed: ticketStatusSchema.nullable().meta({
    description: 'As the desk where it is filed had it when it was last written to; null: not filed yet.',
  }),
  connector: z.string().nullable(),
  subject: z.string(),
  person: z.string(),
  feature: z.string().meta({ description: 'The policy that opened it.' }),
  system: z.string().nullable(),
  openedAt: z.iso.datetime(),
  url: z.string().nullable(),
});

export const ticketsSchema = z.object({
  tickets: z.array(ticketSchema),
  next: z.string().nullable().meta({ description: 'The `after` of the next page; null: there is none.' }),
});

export const ticketDetailSchema = ticketSchema.extend({
  description: z.string(),
  requester: z.object({ displayName: z.string(), login: z.string(), email: z.string().nullable() }),
  desk: z.enum(['service-desk', 'security']).nullable(),
  changedAt: z.iso.datetime(),
  case: z.uuid(),
  references: z.array(
    z.object({
      connector: z.string(),
      displayName: z.string(),
      number: z.string(),
      url: z.string().nullable(),
      status: ticketStatusSchema,
      filedAt: z.iso.datetime(),
    }),
  ),
  timeline: z.array(
    z.object({
      id: z.uuid(),
      at: z.iso.datetime(),
      kind: z.enum(['opened', 'note', 'handed-off', 'resolved']),
      text: z.string(),
      by: z.enum(['product', 'operator']),
      operator: z.string().nullable().meta({ description: 'Which of the operators, where it was one of ours.' }),
      filing: z.enum(['waiting', 'done', 'failed']),
      problem: z.string().nullable(),
    }),
  ),
});

/** No text of a database holds a NUL. */
const isStorable = (text: string) => !text.includes('\0');
const filterText = z.string().trim().min(1).max(200).refine(isStorable);

export const ticketsQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  after: z.string().max(600).optional().meta({ description: '`next` of the page before.' }),
  status: ticketStatusSchema.optional(),
  feature: filterText.optional(),
  system: filterText.optional(),
  person: filterText.optional().meta({ description: 'A login, an e-mail address or a whole name.' }),
  text: filterText.optional().meta({ description: 'Beginnings of words, or the number of a ticket.' }),
  case: z.uuid().optional().meta({ description: 'The case that opened it, as the link in a ticket names it.' }),
});

export const resolveTicketSchema = z.strictObject({
  key: z.string().min(1).max(400).refine(isStorable),
  resolution: z
    .string()
    .trim()
    .min(1)
    .max(1000)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
    .regex(/^[^\u0000-\u0008\u000b-\u001f\u007f]*$/)
    .meta({ description: 'What the person is told, in the desk’s own words.' }),
});

export const auditVerdictSchema = z.object({
  rows: z.int(),
  sealed: z.int(),
  witnessed: z.int(),
  findings: z.array(z.object({ id: z.string().nullable(), problem: z.string() })),
});

export const doctorSchema = z.object({
  state: z.string(),
  connectors: z.array(
    z.object({
      name: z.string(),
      package: z.string(),
      state: z.enum(['ready', 'missing']),
      diagnostics: z.array(
        z.object({
          severity: z.enum(['ok', 'warning', 'error']),
          operation: z.string().optional(),
          summary: z.string(),
          remedy: z.string(),
        }),
      ),
    }),
  ),
});

export const parkedSchema = z.object({
  effects: z.array(
    z.object({
      id: z.uuid(),
      person: z.string(),
      case: z.uuid(),
      type: z.string(),
      reason: z.string(),
      at: z.iso.datetime(),
    }),
  ),
});

export const parkedTicketsSchema = z.object({
  tickets: z.array(
    z.object({
      id: z.uuid(),
      person: z.string(),
      case: z.uuid(),
      operation: z.string(),
      key: z.string(),
      number: z.string().nullable(),
      reason: z.string(),
      at: z.iso.datetime(),
    }),
  ),
});
/** Without a case: those of all of them. */
export const replaySchema = z.strictObject({ case: z.uuid().optional() });
export const replayedSchema = z.object({ replayed: z.int() });

/** Without an id: all of them. */
export const retrySchema = z.strictObject({ id: z.uuid().optional() });
export const retriedSchema = z.object({ retried: z.int() });

const pauseScopeSchema = z
  .union([z.enum(['all', ...pausableFeatures]), z.templateLiteral(['system:', z.string().min(1).max(40)])])
  .meta({ description: 'all, a feature, or system:NAME.' });
export const pauseSchema = z.strictObject({
  scope: pauseScopeSchema,
  reason: z.string().min(1).max(500).refine(isStorable),
});
const accountName = z
  .string()
  .max(400)
  .regex(/^[^/]+\/.+$/)
  .refine(isStorable);
export const mergeSchema = z.strictObject({
  keep: accountName.meta({ description: 'Who stays, by an account of theirs: SYSTEM/ID or SYSTEM/LOGIN.' }),
  other: accountName.meta({ description: 'Who is the same person, by an account of theirs.' }),
  yes: z.boolean().default(false).meta({ description: 'Whether it is done; false: it is only said what would be.' }),
});

const mergedPersonSchema = z.object({
  id: z.uuid(),
  displayName: z.string(),
  login: z.string(),
  accounts: z.array(z.object({ system: z.string(), account: z.string(), login: z.string() })).readonly(),
  channels: z.array(z.string()).readonly(),
  cases: z.int(),
  hasSettings: z.boolean(),
});
export const mergeAnswerSchema = z.object({
  merged: z.boolean(),
  keep: mergedPersonSchema.nullable().meta({ description: 'As they were; null: nobody who is known.' }),
  other: mergedPersonSchema.nullable(),
  refusals: z
    .array(z.string())
    .readonly()
    .meta({ description: 'Why they cannot be merged; empty: they can, or were.' }),
});

export const resumeSchema = z.strictObject({ scope: pauseScopeSchema });
export const pausesSchema = z.object({
  pauses: z.array(
    z.object({
      scope: pauseScopeSchema,
      reason: z.string(),
      by: z.string().nullable().meta({ description: 'What whoever did it is called.' }),
      since: z.iso.datetime(),
    }),
  ),
});

export const sessionSchema = z.object({
  operator: z.object({ name: z.string(), subject: z.string().nullable(), role: z.enum(operatorRoles) }),
  csrfToken: z.string().nullable().meta({ description: 'Sent as `x-csrf-token` with whatever changes anything.' }),
  expiresAt: z.iso.datetime().nullable().meta({ description: 'When it ends, whatever is done; null: never.' }),
  signIn: z.url().nullable().meta({ description: 'Where to sign in again; null: nobody can.' }),
});
/** Without a subject: everybody's. */
export const endSessionsSchema = z.strictObject({
  subject: z
    .string()
    .regex(/^[\x20-\x7e]{1,255}$/)
    .optional(),
});
export const endedSchema = z.object({ ended: z.int() });
export const linkSchema = z.object({ token: z.string() });

export const listQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) });

export type TimelineEntry = z.output<typeof timelineEntrySchema>;
export type Tickets = z.output<typeof ticketsSchema>;
export type TicketDetail = z.output<typeof ticketDetailSchema>;
export type Overview = z.output<typeof overviewSchema>;
export type Directories = z.output<typeof directoriesSchema>;
export type Doctor = z.output<typeof doctorSchema>;
export type Parked = z.output<typeof parkedSchema>;
export type ParkedTickets = z.output<typeof parkedTicketsSchema>;
export type Replayed = z.output<typeof replayedSchema>;
export type MergeAnswer = z.output<typeof mergeAnswerSchema>;
export type PausesAnswer = z.output<typeof pausesSchema>;
export type Session = z.output<typeof sessionSchema>;
export type Ended = z.output<typeof endedSchema>;
export type Link = z.output<typeof linkSchema>;
export type Retried = z.output<typeof retriedSchema>;
