import type { FakeAnswer, FakeRequest } from '@access-account/testkit';
import { cardProblems } from './fake-cards.ts';
import type { FakeMessage, FakeTenant, FakeUser } from './fake-tenant.ts';
import { asJson, asList, type Json } from './json.ts';

/** Whom a token is for. */
export type Audience = 'connector' | 'graph';

export interface FakeApiOptions {
  readonly tenant: FakeTenant;
  /** Application permissions that Graph grants. */
  readonly roles: readonly string[];
  /** Called when the app was installed for somebody. */
  readonly onInstalled: (user: FakeUser) => void;
}

const refusal = (status: number, code: string, message = code): FakeAnswer => ({
  status,
  body: { error: { code, message } },
});
/** Bytes of a message, encoded as UTF-16. */
const largest = 100 * 1024;

/** Bot Connector and Microsoft Graph, as far as the connector calls them. */
export class FakeApi {
  readonly #options: FakeApiOptions;

  constructor(options: FakeApiOptions) {
    this.#options = options;
  }

  /** https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference */
  connector(request: FakeRequest): FakeAnswer {
    const { tenant } = this.#options;
    const [conversations, id = '', part, item = '', ...more] = request.path
      .split('/')
      .slice(3)
      .map((one) => decodeURIComponent(one));
    if (conversations !== 'conversations' || more.length > 0) return refusal(404, 'NotFound');
    const call = [request.method, part, item === '' ? '' : 'one'].filter(Boolean).join(' ');
    if (id === '')
      return request.method === 'POST' ? this.#create(asJson(JSON.parse(request.body))) : refusal(405, 'BadMethod');
    const user = tenant.inChat(id);
    if (user === undefined) return refusal(404, 'ConversationNotFound', 'Conversation not found.');
    if (!user.hasApp) {
      return refusal(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
    }
    switch (call) {
      case 'POST activities':
        return this.#post(user, asJson(JSON.parse(request.body)));
      case 'PUT activities one':
        return this.#put(user, item, asJson(JSON.parse(request.body)));
      case 'GET members':
        return { status: 200, body: [tenant.member(user)] };
      case 'GET members one': {
        const isThere = user.kind !== 'disabled' && (item === user.member || item === user.id);
        return isThere ? { status: 200, body: tenant.member(user) } : refusal(404, 'MemberNotFoundInConversation');
      }
      default:
        return refusal(405, 'BadMethod');
    }
  }

  #create({ members, isGroup, tenantId }: Json): FakeAnswer {
    const { tenant } = this.#options;
    const [only, ...others] = asList(members).map(asJson);
    const isOne = isGroup === false && others.length === 0;
    if (!isOne || tenantId !== tenant.tenantId) return refusal(400, 'BadSyntax', 'Bad format of conversation ID');
    // The id in the app's chats, and no other (what was measured: …/teams.net/core/docs/CreateConversation-API-Behavior.md).
    const user = [...tenant.users.values()].find(({ member }) => member === only?.id);
    if (user === undefined) return refusal(400, 'BadArgument', 'Failed to decrypt pairwise id');
    if (!user.hasApp) return refusal(403, 'ForbiddenOperationException', 'The bot is not installed for this user.');
    return { status: 201, body: { id: user.conversation } };
  }

  #post(user: FakeUser, activity: Json): FakeAnswer {
    const { tenant } = this.#options;
    const problem = problemOf(activity);
    if (problem !== undefined) return problem;
    const { mutants } = tenant;
    const to = mutants.has('posts-to-everybody') ? [...tenant.users.values()] : [user];
    const posted = (mutants.has('posts-twice') ? [user, user] : to).map(
      ({ conversation }): FakeMessage => ({
        id: tenant.nextId(),
        conversation,
        activity,
        card: changed(cardOf(activity), mutants.has('tokens-changed')),
        edited: false,
      }),
    );
    if (mutants.has('other-order')) tenant.messages.unshift(...posted);
    else tenant.messages.push(...posted);
    tenant.changed();
    return { status: 201, body: { id: posted.find(({ conversation }) => conversation === user.conversation)?.id } };
  }

  #put(user: FakeUser, id: string, activity: Json): FakeAnswer {
    const { tenant } = this.#options;
    const message = tenant.messages.find((one) => one.id === id && one.conversation === user.conversation);
    if (message === undefined) return refusal(404, 'ActivityNotFoundInConversation', 'Activity not found.');
    const problem = problemOf(activity);
    if (problem !== undefined) return problem;
    if (!tenant.mutants.has('update-does-nothing')) {
      const before = asList(message.card.body).filter((element) => asJson(element).type === 'ActionSet');
      const card = cardOf(activity);
      const keeps = tenant.mutants.has('update-keeps-buttons');
      message.activity = activity;
      message.card = keeps ? { ...card, body: [...asList(card.body), ...before] } : card;
      message.edited = true;
    }
    tenant.changed();
    return { status: 200, body: { id } };
  }

  /** https://learn.microsoft.com/graph/api/user-list, …/userteamwork-post-installedapps, …/userteamwork-list-installedapps, …/userscopeteamsappinstallation-get-chat */
  graph(request: FakeRequest): FakeAnswer {
    const { tenant, roles } = this.#options;
    const [users, id, ...rest] = request.path
      .split('/')
      .slice(2)
      .map((one) => decodeURIComponent(one));
    if (users !== 'users') return refusal(404, 'ResourceNotFound');
    if (id === undefined) {
      if (!roles.includes('User.Read.All'))
        return refusal(403, 'Authorization_RequestDenied', 'Insufficient privileges');
      const [, field, value] =
        /^(userPrincipalName|mail) eq '((?:[^']|'')*)'$/.exec(request.query.get('$filter') ?? '') ?? [];
      if (field === undefined || value === undefined) return refusal(400, 'Request_UnsupportedQuery');
      const wanted = value.replaceAll("''", "'").toLowerCase();
      const found = [...tenant.users.values()].filter(
        ({ login, email, kind }) =>
          kind !== 'external' && kind !== 'anonymous' && (field === 'mail' ? email : login).toLowerCase() === wanted,
      );
      return {
        status: 200,
        body: { value: found.slice(0, Number(request.query.get('$top') ?? 100)).map((user) => tenant.graphUser(user)) },
      };
    }
    if (!roles.includes('TeamsAppInstallation.ReadWriteSelfForUser.All'))
      return refusal(403, 'Forbidden', 'Missing role permissions');
    const user = tenant.users.get(id);
    if (user === undefined) return refusal(404, 'NotFound');
    switch (`${request.method} ${rest.join('/')}`) {
      case 'POST teamwork/installedApps':
        return this.#install(user, asJson(JSON.parse(request.body)));
      case 'GET teamwork/installedApps': {
        const isOurs = request.query.get('$filter') === `teamsApp/id eq '${tenant.catalogAppId}'`;
        return { status: 200, body: { value: isOurs && user.hasApp ? [{ id: `installation-${user.id}` }] : [] } };
      }
      case `GET teamwork/installedApps/installation-${user.id}/chat`:
        return user.hasApp ? { status: 200, body: { id: user.chat, chatType: 'oneOnOne' } } : refusal(404, 'NotFound');
      default:
        return refusal(404, 'NotFound');
    }
  }

  #install(user: FakeUser, body: Json): FakeAnswer {
    const { tenant, onInstalled } = this.#options;
    const [, wanted] =
      /^https?:\/\/[^/]+\/v1\.0\/appCatalogs\/teamsApps\/([^/]+)$/.exec(String(body['teamsApp@odata.bind'])) ?? [];
    if (wanted !== tenant.catalogAppId) return refusal(404, 'NotFound', 'The app is not in the catalogue.');
    if (user.hasApp) return refusal(409, 'Conflict', 'App already exists in the user scope.');
    user.hasApp = true;
    onInstalled(user);
    return { status: 201 };
  }
}

function problemOf(activity: Json): FakeAnswer | undefined {
  if (JSON.stringify(activity).length * 2 > largest) return refusal(413, 'MessageSizeTooBig');
  if (activity.type !== 'message') return refusal(400, 'BadSyntax', 'Activity type is not supported.');
  const attachments = asList(activity.attachments).map(asJson);
  if (attachments.length === 0 && !activity.text)
    return refusal(400, 'BadSyntax', 'Activity must include text or attachments.');
  const problems = attachments.flatMap(({ contentType, content }) =>
    contentType === 'application/vnd.microsoft.card.adaptive'
      ? cardProblems(asJson(content))
      : [`contentType: ${String(contentType)}`],
  );
  return problems.length === 0 ? undefined : refusal(400, 'BadSyntax', `Invalid card: ${problems.join('; ')}`);
}

function cardOf({ attachments }: Json): Json {
  return asJson(asJson(asList(attachments)[0]).content);
}

function changed(card: Json, isMutant: boolean): Json {
  return isMutant ? asJson(JSON.parse(JSON.stringify(card).replaceAll('"token":"', '"token":"x'))) : card;
}
