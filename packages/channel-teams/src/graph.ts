import { type AccessToken, RestClient } from '@access-account/connector-kit';
import { type Call, ConflictError, type ConnectContext } from '@access-account/contract';
import { anyAnswer, type GraphUser, graphUsers, installations, resource } from './teams-shapes.ts';

export interface GraphOptions {
  readonly system: string;
  readonly graphUrl: string;
  readonly token: AccessToken;
  readonly fetch: ConnectContext['fetch'];
  readonly clock: ConnectContext['clock'];
  readonly lifetime: AbortSignal;
}

/** What Microsoft Graph must grant, as application permissions with an administrator’s consent. */
export const graphPermissions = ['User.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All'] as const;
const [readUsers, installApp] = graphPermissions;

const fields = 'id,userType,accountEnabled,displayName,mail,userPrincipalName,preferredLanguage';

/** The few calls of Microsoft Graph by which somebody is reached who has not written yet. */
export class Graph {
  readonly #rest: RestClient;
  readonly #url: string;

  constructor({ system, graphUrl, token, fetch, clock, lifetime }: GraphOptions) {
    this.#url = graphUrl;
    this.#rest = new RestClient({
      system: `${system} (Microsoft Graph)`,
      baseUrl: graphUrl,
      fetch,
      clock,
      lifetime,
      authorize: async (call) => `Bearer ${await token.get(call)}`,
      forget: (authorization) => token.forget(authorization.replace(/^Bearer /, '')),
      remedies: {
        unreachable: 'Check the network, a proxy, graphUrl, and the service health of Microsoft 365.',
        credentials: 'Check appId, tenantId and clientSecret.',
      },
    });
  }

  /** Everybody with this user principal name or address: one, or nobody. */
  async users(by: 'userPrincipalName' | 'mail', value: string, call: Call): Promise<readonly GraphUser[]> {
    const filter = encodeURIComponent(`${by} eq '${value.replaceAll("'", "''")}'`);
    const answer = await this.#rest.send(
      {
        method: 'GET',
        target: `/users?$filter=${filter}&$select=${fields}&$top=2`,
        shape: graphUsers,
        what: 'a list of users',
        permission: readUsers,
      },
      call,
    );
    return answer.value.value;
  }

  /** Installs the app for somebody, where it is not there already. */
  async install(user: string, app: string, call: Call): Promise<void> {
    try {
      await this.#rest.send(
        {
          method: 'POST',
          target: `/users/${encodeURIComponent(user)}/teamwork/installedApps`,
          body: { 'teamsApp@odata.bind': `${this.#url}/appCatalogs/teamsApps/${app}` },
          shape: anyAnswer,
          what: 'an installation',
          permission: installApp,
        },
        call,
      );
    } catch (error) {
      // Graph says 409 for an app that is there.
      if (!ConflictError.isInstance(error) || error.code !== 'conflict') throw error;
    }
  }

  /** The chat between somebody and the app; undefined where the app is not installed for them. */
  async chat(user: string, app: string, call: Call): Promise<string | undefined> {
    const base = `/users/${encodeURIComponent(user)}/teamwork/installedApps`;
    const filter = encodeURIComponent(`teamsApp/id eq '${app}'`);
    const found = await this.#rest.send(
      {
        method: 'GET',
        target: `${base}?$expand=teamsApp&$filter=${filter}`,
        shape: installations,
        what: 'a list of installed apps',
        permission: installApp,
      },
      call,
    );
    const [installation] = found.value.value;
    if (installation === undefined) return undefined;
    const chat = await this.#rest.send(
      {
        method: 'GET',
        target: `${base}/${encodeURIComponent(installation.id)}/chat`,
        shape: resource,
        what: 'a chat',
        permission: installApp,
      },
      call,
    );
    return chat.value.id;
  }
}
