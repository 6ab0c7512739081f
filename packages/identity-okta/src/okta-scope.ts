/** What the service app is granted in Okta, as Okta names it. */
export type OktaScope =
  | 'okta.groups.read'
  | 'okta.logs.read'
  | 'okta.policies.read'
  | 'okta.roles.read'
  | 'okta.users.manage'
  | 'okta.users.read';
