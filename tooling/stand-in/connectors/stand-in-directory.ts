import { type AccountStatus, defineIdentityConnector, type LockoutPage } from '@access-account/contract';
import { z } from 'zod';
import { JsonClient } from './json-client.ts';
import { standInCheck } from './stand-in-check.ts';
import { standInConfig } from './stand-in-config.ts';

const system = 'Stand-in Directory';
const operations = ['account.find', 'account.read', 'account.unlock', 'factor.list', 'factor.remove', 'lockout.poll'];
/** Lockouts of one page. */
const pageSize = 1000;

const account = z.object({
  id: z.string(),
  login: z.string(),
  displayName: z.string(),
  email: z.string().nullable(),
  locale: z.string().nullable(),
});
const lock = z
  .object({ episode: z.string(), since: z.iso.datetime() })
  .transform((found) => ({ ...found, cause: 'failed-logins' as const, until: null }));
const status = z.object({ account, disabled: z.boolean(), lock: lock.nullable() }).transform(
  ({ disabled, ...found }): AccountStatus => ({
    ...found,
    standing: disabled ? 'disabled' : 'enabled',
    password: { changedAt: null, expiresAt: null, mustChange: false },
    capabilities: {
      'account.unlock': disabled ? { able: false, reason: 'The account is disabled.' } : { able: true },
      'factor.remove': disabled ? { able: false, reason: 'The account is disabled.' } : { able: true },
    },
  }),
);
const factors = z.array(
  z
    .object({ id: z.string(), label: z.string(), enrolledAt: z.iso.datetime() })
    .transform((found) => ({ ...found, kind: 'totp' as const })),
);
const lockouts = z.object({
  directory: z.string(),
  lockouts: z.array(z.object({ account, lock })),
  last: z.number(),
  more: z.boolean(),
});
const cursor = z.object({ directory: z.string(), last: z.number() });

export const standInDirectory = defineIdentityConnector({
  specificationVersion: 'v1',
  kind: 'identity',
  id: 'stand-in-directory',
  displayName: system,
  config: standInConfig,
  permissions: {
    'account.find': [],
    'account.read': [],
    'account.unlock': [],
    'factor.list': [],
    'factor.remove': [],
    'lockout.poll': [],
  },
  idempotency: {
    'account.find': 'readback',
    'account.read': 'readback',
    'account.unlock': 'readback',
    'factor.list': 'readback',
    'factor.remove': 'readback',
    'lockout.poll': 'readback',
  },
  connect: async ({ url }, { fetch }) => {
    const client = new JsonClient({ system, url, fetch });
    const ask = (call: Parameters<typeof client.ask>[1]) =>
      client.ask({ method: 'GET', path: '/directory/lockouts?limit=1', answer: lockouts }, call);
    return { client, check: standInCheck({ system, operations, ask }), close: async () => {} };
  },
  operations: (client) => {
    const read = (id: string, call: Parameters<typeof client.ask>[1]) =>
      client.ask({ method: 'GET', path: `/directory/accounts/${encodeURIComponent(id)}`, answer: status }, call);
    const listFactors = (id: string, call: Parameters<typeof client.ask>[1]) =>
      client.ask(
        { method: 'GET', path: `/directory/accounts/${encodeURIComponent(id)}/factors`, answer: factors },
        call,
      );
    return {
      'account.find': ({ by, value }, call) =>
        client.ask(
          {
            method: 'GET',
            path: `/directory/accounts?by=${by}&value=${encodeURIComponent(value)}`,
            answer: z.array(account).max(10),
          },
          call,
        ),
      'account.read': ({ id }, call) => read(id, call),
      'account.unlock': async ({ id }, call) => {
        const path = `/directory/accounts/${encodeURIComponent(id)}/unlock`;
        const answer = z.object({ changed: z.boolean() });
        const { changed } = await client.ask({ method: 'POST', path, answer }, call);
        const after = await read(id, call);
        return { changed, verified: after.lock === null, system, account: { id } };
      },
      'factor.list': ({ id }, call) => listFactors(id, call),
      'factor.remove': async ({ id, factor }, call) => {
        const path = `/directory/accounts/${encodeURIComponent(id)}/factors/${encodeURIComponent(factor)}/remove`;
        const answer = z.object({ changed: z.boolean() });
        const { changed } = await client.ask({ method: 'POST', path, answer }, call);
        const verified = !(await listFactors(id, call)).some((left) => left.id === factor);
        return { changed, verified, system, account: { id } };
      },
      'lockout.poll': async (input, call): Promise<LockoutPage> => {
        const known = cursor.safeParse(input.cursor);
        const from = known.success ? `&directory=${known.data.directory}&after=${known.data.last}` : '';
        const path = `/directory/lockouts?limit=${pageSize}${from}`;
        const page = await client.ask({ method: 'GET', path, answer: lockouts }, call);
        return {
          lockouts: page.lockouts,
          cursor: { directory: page.directory, last: page.last },
          more: page.more,
        };
      },
    };
  },
});
