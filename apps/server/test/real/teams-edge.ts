import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json as jsonOf, text as textOf } from 'node:stream/consumers';
import type { TeamsFake } from '../../../../packages/channel-teams/src/fake/index.ts';

export interface TeamsEdgeOptions {
  /** Signs, and says who the tenant and the app are. */
  readonly teams: TeamsFake;
}

/** What stands between Microsoft's client for developers and a bot in life, and is missing in it: signatures and real ids. */
export interface TeamsEdge {
  readonly url: string;
  /** The Bot Connector's address. */
  readonly serviceUrl: string;
  /** Every kind of activity that came by, and the status it was answered with. */
  readonly seen: readonly string[];
  connect(ends: { readonly client: string; readonly bot: string }): void;
  close(): Promise<void>;
}

interface Named {
  readonly id: string;
  readonly aadObjectId?: string;
  readonly objectId?: string;
}

interface Activity {
  readonly type: string;
  readonly name?: string;
  readonly from: Named;
  readonly recipient?: Named;
  readonly conversation: object;
}

/**
 * The client's ids are not those of Teams (a user is `user-id-0`, a tenant id has a digit too many), and nothing it sends is
 * signed: both is put right on the way in, and the ids are put back on the way out. Nothing else is touched: texts, cards,
 * clicks and their answers go through as they are.
 */
export async function startTeamsEdge({ teams }: TeamsEdgeOptions): Promise<TeamsEdge> {
  const { tenant, signer } = teams;
  const seen: string[] = [];
  let ends = { client: '', bot: '' };

  const server = createServer(async (incoming, outgoing) => {
    const path = incoming.url ?? '/';
    const isInbound = path === '/messages' && incoming.method === 'POST';
    const answer =
      incoming.method === 'HEAD'
        ? { status: 200, body: '' }
        : isInbound
          ? await inbound((await jsonOf(incoming)) as Activity)
          : await outbound(incoming.method ?? 'GET', path, await textOf(incoming));
    outgoing.writeHead(answer.status, answer.body === '' ? {} : { 'content-type': 'application/json' });
    outgoing.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const serviceUrl = `${url}/teams/`;

  async function inbound(activity: Activity) {
    const { from, conversation, type, name } = activity;
    const said = {
      ...activity,
      serviceUrl,
      from: { ...from, id: `29:${from.id}`, aadObjectId: guid(from.aadObjectId ?? '') },
      recipient: { id: `28:${tenant.appId}` },
      conversation: { ...conversation, tenantId: tenant.tenantId },
      channelData: { tenant: { id: tenant.tenantId } },
    };
    const authorization = `Bearer ${signer.sign(signer.claims(tenant.appId, serviceUrl))}`;
    const response = await fetch(ends.bot, { method: 'POST', headers: { authorization }, body: JSON.stringify(said) });
    seen.push(`${name ?? type} ${response.status}`);
    return { status: response.status, body: await response.text() };
  }

  async function outbound(method: string, path: string, sent: string) {
    const target = path.replace(/^\/teams/, '/_connector').replace(/29%3A/gi, '');
    const body = sent === '' ? undefined : JSON.stringify(ids(JSON.parse(sent), (id) => id.replace(/^2[89]:/, '')));
    const response = await fetch(`${ends.client}${target}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return { status: response.status, body: path.includes('/members') && response.ok ? members(text) : text };
  }

  function members(text: string): string {
    const member = (one: Named) => ({
      ...one,
      id: `29:${one.id}`,
      ...(one.aadObjectId === undefined ? {} : { aadObjectId: guid(one.aadObjectId) }),
      ...(one.objectId === undefined ? {} : { objectId: guid(one.objectId) }),
      tenantId: tenant.tenantId,
    });
    const found: Named | Named[] = JSON.parse(text);
    return JSON.stringify(Array.isArray(found) ? found.map(member) : member(found));
  }

  return {
    url,
    serviceUrl,
    seen,
    connect: (given) => {
      ends = given;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Its ids have a digit too many. */
function guid(id: string): string {
  return id.replace(/-0(\d{12})$/, '-$1');
}

function ids(activity: Partial<Activity>, change: (id: string) => string): object {
  const { from, recipient } = activity;
  return {
    ...activity,
    ...(from === undefined ? {} : { from: { ...from, id: change(from.id) } }),
    ...(recipient === undefined ? {} : { recipient: { ...recipient, id: change(recipient.id) } }),
  };
}
