import { z } from 'zod';

/** What is used of Slack's answers and payloads. Everything else in them is left alone. */

/** It is kept and compared: what no database holds is none. */
function kept(longest: number) {
  return z
    .string()
    .max(longest)
    .refine((text) => text.isWellFormed() && !text.includes('\0'));
}

const id = kept(100).min(1);

export const slackUser = z.object({
  id,
  team_id: id.optional(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  is_invited_user: z.boolean().optional(),
  real_name: z.string().optional(),
  name: z.string().optional(),
  locale: z.string().optional(),
  enterprise_user: z.object({ teams: z.array(z.string()).optional() }).optional(),
  profile: z.object({ email: z.string().optional(), real_name: z.string().optional() }).optional(),
});

export type SlackUser = z.infer<typeof slackUser>;

export const userAnswer = z.object({ user: slackUser });
export const conversationAnswer = z.object({ channel: z.object({ id }) });
export const messageAnswer = z.object({ ts: id });
export const authAnswer = z.object({ team_id: id, team: z.string().optional() });
export const anyAnswer = z.object({});

export const historyAnswer = z.object({
  messages: z.array(
    z.object({
      ts: id,
      metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
    }),
  ),
  has_more: z.boolean().optional(),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** A direct message of a person: with a file or without, and no bot's. */
export const messageEvent = z.object({
  type: z.literal('message'),
  channel_type: z.literal('im'),
  channel: z.string().regex(/^D[A-Z0-9]+$/),
  user: id,
  text: z.string(),
  ts: id,
  thread_ts: id.optional(),
  subtype: z.literal('file_share').optional(),
  bot_id: z.undefined().optional(),
  hidden: z.literal(false).optional(),
});

export const eventBody = z.object({ event_id: id, team_id: id, event_time: z.number().optional() });

export const threadEvent = z.object({ assistant_thread: z.object({ channel_id: id, thread_ts: id }) });

const selected = z.object({ selected_option: z.object({ value: z.string() }).nullish() });
/** block_id → action_id → what was chosen. */
const state = z.object({ values: z.record(z.string(), z.record(z.string(), selected)) });

export const actionBody = z.object({
  user: z.object({ id }),
  channel: z.object({ id: z.string().regex(/^D[A-Z0-9]+$/) }),
  container: z.object({ message_ts: id, thread_ts: id.optional() }),
  trigger_id: z.string().max(500).optional(),
  state: state.optional(),
  message: z.object({ blocks: z.array(z.looseObject({ type: z.string() })).max(50) }).optional(),
});

export const pressed = z.object({
  action_id: z.string(),
  action_ts: id,
  value: kept(2000).min(1),
  text: z.object({ text: z.string() }),
});

export const viewBody = z.object({
  user: z.object({ id }),
  view: z.object({ id, hash: kept(100).optional(), private_metadata: z.string().max(3000), state }),
});
