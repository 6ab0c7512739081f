/** What the fake answers, before it becomes HTTP. */
export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Graph's own error object. */
export function graphError(status: number, code: string, message: string): FakeAnswer {
  return {
    status,
    body: { error: { code, message, innerError: { 'request-id': '00000000-0000-0000-0000-000000000000' } } },
  };
}

export const notFound = (what: string) =>
  graphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${what}' does not exist or one of its queried references is not present.`,
  );

export const badRequest = (message: string) => graphError(400, 'Request_BadRequest', message);

export const denied = graphError(
  403,
  'Authorization_RequestDenied',
  'Insufficient privileges to complete the operation.',
);

export const badToken = graphError(401, 'InvalidAuthenticationToken', 'Access token is empty, expired or not known.');

export const expiredLink = graphError(410, 'syncStateNotFound', 'The token is too old; begin again.');

export const unlicensed = graphError(
  400,
  'AadPremiumLicenseRequired',
  'The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.',
);
