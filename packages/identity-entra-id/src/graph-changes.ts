/** Every change the connector makes. One place, so that what is changed can be seen at once: nothing here sets or answers a password or a pass. */

const userPath = (id: string) => `/users/${encodeURIComponent(id)}`;

export interface MethodPath {
  /** `phoneMethods`: one collection per type of method. */
  readonly collection: string;
  readonly method: string;
}

export const deleteMethod = (id: string, { collection, method }: MethodPath) => ({
  method: 'DELETE' as const,
  target: `${userPath(id)}/authentication/${collection}/${encodeURIComponent(method)}`,
  permission: 'UserAuthenticationMethod.ReadWrite.All',
});

export const revokeSignInSessions = (id: string) => ({
  method: 'POST' as const,
  target: `${userPath(id)}/revokeSignInSessions`,
  permission: 'User.RevokeSessions.All',
});
