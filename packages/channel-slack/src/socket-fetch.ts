import { type ConnectContext, ConnectorError } from '@access-account/contract';
import { z } from 'zod';
import { type Asked, mapSlackLoss, mapSlackNonsense, mapSlackRefusal, mapSlackStatus } from './map-slack-error.ts';

export interface SocketFetchOptions {
  readonly fetch: ConnectContext['fetch'];
  readonly apiUrl: string;
  readonly signal: AbortSignal;
}

const asked: Asked = { system: 'Slack', method: 'apps.connections.open', changes: false };
const opened = z.object({ ok: z.literal(true), url: z.string() });
const refused = z.object({ ok: z.literal(false), error: z.string(), needed: z.string().optional() });

/** What the Socket Mode client asks for its address by: with errors that say what happened, and an address that is Slack's. */
export function socketFetch({ fetch: send, apiUrl, signal }: SocketFetchOptions) {
  return async (url: string | URL, init: RequestInit = {}): Promise<Response> => {
    let response: Response;
    let text: string;
    try {
      response = await send(url, { ...init, redirect: 'error', signal });
      text = await response.text();
    } catch (error) {
      throw ConnectorError.isInstance(error) ? error : mapSlackLoss({ ...asked, error, isOverdue: signal.aborted });
    }
    if (response.status !== 200) throw mapSlackStatus({ ...asked, response });
    const json = jsonOf(text);
    const refusal = refused.safeParse(json);
    if (refusal.success) {
      throw mapSlackRefusal({ ...asked, code: refusal.data.error.slice(0, 100), needed: refusal.data.needed });
    }
    const answer = opened.safeParse(json);
    if (!answer.success || !isSlacks(answer.data.url, apiUrl)) throw mapSlackNonsense(asked);
    return new Response(text, { status: 200, headers: { 'content-type': 'application/json' } });
  };
}

/** A socket of slack.com; of this very machine, where the Web API is on it too. */
function isSlacks(address: string, apiUrl: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  const api = new URL(apiUrl);
  if (api.protocol === 'http:') return url.protocol === 'ws:' && url.hostname === api.hostname;
  return url.protocol === 'wss:' && (url.hostname === api.hostname || /(^|\.)slack(-gov)?\.com$/.test(url.hostname));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
