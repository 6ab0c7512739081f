import type { Call } from '../../../shared/v1/call.ts';
import type { FoundTicket } from '../ticket.ts';

/** `ticket.find`: the oldest ticket opened by this key; undefined where there is none (yet: see `searchLag`). */
export type FindTicket = (input: { readonly key: string }, call: Call) => Promise<FoundTicket | undefined>;
