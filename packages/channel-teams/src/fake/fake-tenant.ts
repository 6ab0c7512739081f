import { randomBytes, randomUUID } from 'node:crypto';
import type { Json } from './json.ts';

/** How somebody belongs to the tenant. `external`: of another one. `disabled`: their account is. */
export type FakeUserKind = 'member' | 'guest' | 'external' | 'anonymous' | 'disabled';

export interface FakeUserOptions {
  /** The user principal name, and the address unless that is said. */
  readonly login: string;
  readonly email?: string;
  readonly name?: string;
  readonly kind?: FakeUserKind;
  readonly locale?: string;
  /** Whether the app is installed for them. */
  readonly hasApp?: boolean;
}

export interface FakeUser {
  /** The object id. */
  readonly id: string;
  /** The id in the app’s chats. */
  readonly member: string;
  readonly kind: FakeUserKind;
  readonly name: string;
  readonly locale: string;
  readonly login: string;
  email: string;
  /** Bot Framework’s id of the chat with the app, and Graph’s. */
  readonly conversation: string;
  readonly chat: string;
  hasApp: boolean;
}

export interface FakeMessage {
  readonly id: string;
  readonly conversation: string;
  activity: Json;
  /** The card as it stands: what an update or a click put there. */
  card: Json;
  edited: boolean;
}

/** Promises that Teams keeps, broken on purpose, one at a time: what is held against this stand-in has to notice. */
export type FakeMutant =
  | 'update-does-nothing'
  | 'update-keeps-buttons'
  | 'posts-twice'
  | 'posts-to-everybody'
  | 'other-order'
  | 'everybody-a-member'
  | 'no-retry-after'
  | 'reads-everything-as-markdown'
  | 'tokens-changed';

/** One organisation with one app in it, in memory. */
export class FakeTenant {
  readonly tenantId = randomUUID();
  readonly appId = randomUUID();
  /** The id the app has in the organisation’s catalogue. */
  readonly catalogAppId = randomUUID();
  readonly users = new Map<string, FakeUser>();
  readonly messages: FakeMessage[] = [];
  readonly mutants = new Set<FakeMutant>();
  /** Called after anything was shown. */
  readonly listeners = new Set<() => void>();
  #count = 0;

  addUser(options: FakeUserOptions): FakeUser {
    const { login, email = login, kind = 'member', locale = 'en-US', hasApp = true } = options;
    const { name = login.split('@')[0] ?? login } = options;
    const id = randomUUID();
    const opaque = (length: number) => randomBytes(length).toString('base64url');
    const user: FakeUser = {
      id,
      member: `29:1${opaque(60)}`,
      kind,
      name,
      locale,
      login: kind === 'guest' ? `${login.replace('@', '_')}#EXT#@acme.test` : login,
      email,
      conversation: `a:1${opaque(90)}`,
      chat: `19:${id}_${this.appId}@unq.gbl.spaces`,
      hasApp,
    };
    this.users.set(id, user);
    return user;
  }

  /** Whose chat it is, by either of its ids. */
  inChat(conversation: string): FakeUser | undefined {
    return [...this.users.values()].find((user) => user.conversation === conversation || user.chat === conversation);
  }

  nextId(): string {
    this.#count += 1;
    return String(1_768_467_600_000 + this.#count);
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }

  /** TeamsChannelAccount: what the Bot Connector says of a member. */
  member({ id, member, kind, name, login, email }: FakeUser): Json {
    const isHidden = this.mutants.has('everybody-a-member');
    return {
      id: member,
      objectId: id,
      aadObjectId: id,
      name,
      givenName: name,
      surname: '',
      email,
      userPrincipalName: isHidden ? email : login,
      tenantId: kind === 'external' && !isHidden ? randomUUID() : this.tenantId,
      userRole:
        isHidden || kind === 'member' || kind === 'external' ? 'user' : kind === 'anonymous' ? 'anonymous' : 'guest',
    };
  }

  /** What Graph says of a user. */
  graphUser({ id, kind, name, login, email, locale }: FakeUser): Json {
    return {
      id,
      userType: kind === 'guest' ? 'Guest' : 'Member',
      accountEnabled: kind !== 'disabled',
      displayName: name,
      mail: email,
      userPrincipalName: login,
      preferredLanguage: locale,
    };
  }
}
