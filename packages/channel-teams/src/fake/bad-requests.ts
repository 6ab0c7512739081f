import { randomUUID } from 'node:crypto';
import type { RawRequest } from '@access-account/contract';
import { rawRequest } from '@access-account/testkit';
import { messageActivity, pressedActivity } from './fake-activities.ts';
import { jwt, newKey } from './fake-signer.ts';
import type { FakeUser } from './fake-tenant.ts';
import type { TeamsFake } from './teams-fake.ts';

const strange = newKey('teams-1', ['msteams']);
const path = 'messages';

/** Everything that looks like Teams and is not to be believed or not for us: each is a way in that a library left open, or could. */
export function badRequests(
  teams: TeamsFake,
  user: FakeUser,
): readonly { readonly name: string; readonly request: RawRequest }[] {
  const { signer, tenant, serviceUrl } = teams;
  const good = messageActivity({ ...teams.happened(user), text: 'unlock my account' });
  const press = pressedActivity({ ...teams.happened(user), token: 'a-token' });
  const claims = signer.claims(tenant.appId, serviceUrl);
  const body = JSON.stringify(good);
  const bearer = (authorization: string) => rawRequest({ path, body, headers: { authorization } });
  const token = (name: string, differences: object, options: Parameters<typeof signer.sign>[1] = {}) => ({
    name: `a token ${name}`,
    request: bearer(`Bearer ${signer.sign({ ...claims, ...differences }, options)}`),
  });
  const said = (name: string, differences: object, base: object = good) => ({
    name: `an activity ${name}`,
    request: rawRequest({ path, ...teams.signed({ ...base, ...differences }) }),
  });
  const raw = (text: string) => ({
    name: `a body ${text.slice(0, 20)}`,
    request: rawRequest({ path, ...teams.signed({}), body: text }),
  });
  const elsewhere = (address: string) => ({
    // Signed for that address, too: by somebody with a bot of their own, whose token Microsoft made.
    name: `a Bot Connector at ${address}`,
    request: rawRequest({
      path,
      body: JSON.stringify({ ...good, serviceUrl: address }),
      headers: { authorization: `Bearer ${signer.sign({ ...claims, serviceurl: address })}` },
    }),
  });
  const from = good.from as object;
  const conversation = good.conversation as object;
  const [header = '', payload = '', signature = ''] = signer.sign(claims).split('.');
  const pem = signer.key.publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const host = new URL(serviceUrl).host;
  return [
    { name: 'no token', request: rawRequest({ path, body }) },
    ...['', 'Bearer', 'Bearer ', `bearer ${signer.sign(claims)}`, `Basic ${signer.sign(claims)}`, 'Bearer a.b.c'].map(
      (authorization) => ({ name: `the header “${authorization.slice(0, 20)}”`, request: bearer(authorization) }),
    ),
    { name: 'two tokens', request: bearer(`Bearer ${signer.sign(claims)}, Bearer ${signer.sign(claims)}`) },
    { name: 'a token without a signature', request: bearer(`Bearer ${header}.${payload}.`) },
    {
      name: 'a token whose signature is spelled differently',
      request: bearer(`Bearer ${header}.${payload}.${signature}==`),
    },
    {
      name: 'a token whose last bits, which mean nothing, are others',
      request: bearer(`Bearer ${header}.${payload}.${withOtherEnd(signature)}`),
    },
    { name: 'a token of five parts', request: bearer(`Bearer ${header}.${payload}.${signature}.a.b`) },
    {
      name: 'a token by “none”',
      request: bearer(`Bearer ${jwt({ header: { alg: 'none', kid: 'teams-1' }, payload: claims, key: '' })}`),
    },
    {
      name: 'a token by HS256 with the public key',
      request: bearer(`Bearer ${jwt({ header: { alg: 'HS256', kid: 'teams-1' }, payload: claims, key: pem })}`),
    },
    token('by PS256', {}, { header: { alg: 'PS256' } }),
    token('by RS512', {}, { header: { alg: 'RS512' } }),
    token('with something critical', {}, { header: { crit: ['x'], x: 1 } }),
    token('without a key id', {}, { header: { kid: undefined } }),
    token('of a key that nobody knows', {}, { header: { kid: 'nobody' } }),
    token('of another key of the same name', {}, { key: strange }),
    token('with a key of its own', {}, { key: strange, header: { jwk: strange.publicKey.export({ format: 'jwk' }) } }),
    token('with an address for its key', {}, { key: strange, header: { jku: 'https://evil.example/keys' } }),
    token('of a key that is endorsed for the web chat alone', {}, { key: signer.otherChannel }),
    token('of another issuer', { iss: 'https://evil.example' }),
    token('of Entra ID', { iss: `https://sts.windows.net/${tenant.tenantId}/` }),
    token('without an issuer', { iss: undefined }),
    token('for another app', { aud: randomUUID() }),
    token('for several apps', { aud: [tenant.appId, randomUUID()] }),
    token('for nobody', { aud: undefined }),
    token('that ended', { exp: signer.now - 301 }),
    token('without an end', { exp: undefined }),
    token('that ends as text', { exp: String(signer.now + 3000) }),
    token('that has not begun', { nbf: signer.now + 330 }),
    token('without a beginning', { nbf: undefined }),
    token('without an address', { serviceurl: undefined }),
    token('for another address', { serviceurl: `${serviceUrl}other/` }),
    token('for several addresses', { serviceurl: [serviceUrl] }),
    { name: 'a token of no object', request: bearer(`Bearer ${signer.sign('"text"')}`) },
    { name: 'a token of 10 KB', request: bearer(`Bearer ${signer.sign({ ...claims, more: 'a'.repeat(10_000) })}`) },
    said('without an address', { serviceUrl: undefined }),
    said('whose id no database holds', { id: 'a\0b' }),
    said('whose id is half a character', { id: '\ud800' }),
    said('whose conversation no database holds', { conversation: { ...conversation, id: 'a:1\0' } }),
    said('that answers what no database holds', { replyToId: '\udfff' }, press),
    said('from another address', { serviceUrl: 'https://smba.trafficmanager.net/emea/' }),
    ...[
      'https://evil.example/',
      'https://smba.trafficmanager.net.evil.example/',
      'https://evil.trafficmanager.net/',
      'https://smba.trafficmanager.net@evil.example/',
      `http://user@${host}/teams/`,
      `http://${host}@evil.example/`,
      `http://${host}\\@evil.example/`,
      'https://evil.example\\@smba.trafficmanager.net/',
      `//${host}/`,
      `ftp://${host}/`,
      `HTTP://${host}/teams/`,
      ` ${serviceUrl}`,
      `${serviceUrl} `,
      `${serviceUrl}?a`,
      `${serviceUrl}#a`,
      `${serviceUrl}../x/`,
      '',
    ].map(elsewhere),
    said('of another channel', { channelId: 'webchat' }),
    said('of Teams in capitals', { channelId: 'MSTeams' }),
    said('without a channel', { channelId: undefined }),
    said('of another tenant', {
      conversation: { ...conversation, tenantId: randomUUID() },
      channelData: { tenant: { id: randomUUID() } },
    }),
    said('whose conversation is another tenant’s', { conversation: { ...conversation, tenantId: randomUUID() } }),
    said('whose channel data is another tenant’s', { channelData: { tenant: { id: randomUUID() } } }),
    said('of a padded tenant', { conversation: { ...conversation, tenantId: ` ${tenant.tenantId}` } }),
    said('of a tenant in capitals', {
      conversation: { ...conversation, tenantId: tenant.tenantId.toUpperCase().replace(/\d/g, 'A') },
    }),
    said('whose conversation has no tenant', { conversation: { ...conversation, tenantId: undefined } }),
    said('whose channel data has no tenant', { channelData: {} }),
    said('of several tenants', { conversation: { ...conversation, tenantId: [tenant.tenantId] } }),
    said('in a group', { conversation: { ...conversation, conversationType: 'groupChat', isGroup: true } }),
    said('in a group that says it is personal', { conversation: { ...conversation, isGroup: true } }),
    said('in a channel', { conversation: { ...conversation, conversationType: 'channel' } }),
    said('in some conversation', { conversation: { ...conversation, conversationType: undefined } }),
    said('to another app', { recipient: { id: `28:${randomUUID()}` } }),
    said('to nobody', { recipient: undefined }),
    said('by the app itself', { from: { ...from, id: `28:${tenant.appId}` } }),
    said('by another app', { from: { ...from, role: 'bot' } }),
    said('by nobody', { from: undefined }),
    said('by somebody without an object id', { from: { ...from, aadObjectId: undefined } }),
    said('by somebody with a strange object id', { from: { ...from, aadObjectId: '../../x' } }),
    said('by several people', { from: { ...from, aadObjectId: [user.id] } }),
    said('without an id', { id: undefined }),
    said('with an id that is none', { id: { a: 1 } }),
    said('in a conversation that is a step up', { conversation: { ...conversation, id: '..' } }),
    said('with a long id', { id: 'a'.repeat(401) }),
    said('without a type', { type: undefined }),
    said('with text that is none', { text: { a: 1 } }),
    said('that is another invoke', { name: 'task/fetch' }, press),
    said('that is a click on nothing', { value: undefined }, press),
    said(
      'that is a click without a token',
      { value: { action: { type: 'Action.Execute', verb: 'choose', data: {} } } },
      press,
    ),
    said(
      'that is a click of another kind',
      { value: { action: { type: 'Action.Submit', data: { token: 'a' } } } },
      press,
    ),
    said(
      'that is a click with a token that is none',
      { value: { action: { type: 'Action.Execute', verb: 'choose', data: { token: 7 } } } },
      press,
    ),
    ...['', '{', 'null', '[]', '"text"', '7', 'true', `${body}x`, '\ufeff{}', `[${body}]`].map(raw),
    {
      name: 'a body that is no text',
      request: rawRequest({ path, ...teams.signed({}), body: new Uint8Array([0xff, 0xfe, 0x7b]) }),
    },
    said('of a megabyte', { more: 'a'.repeat(1_000_000) }),
    { name: 'another path', request: rawRequest({ ...teams.signed(good), path: 'elsewhere' }) },
    { name: 'another method', request: rawRequest({ path, method: 'PUT', ...teams.signed(good) }) },
  ];
}

/** Base64url of 256 bytes has four bits at its end that no byte has: the same bytes, spelled another way. */
function withOtherEnd(signature: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(signature.at(-1) ?? '');
  return `${signature.slice(0, -1)}${alphabet[last ^ 1]}`;
}
