import {
  AmbiguousOutcomeError,
  AuthenticationFailedError,
  ConfigurationInvalidError,
  ConflictError,
  ConnectorError,
  type ConnectorErrorCode,
  NotFoundError,
  OperationUnsupportedError,
  PermissionDeniedError,
  RateLimitedError,
  ResponseInvalidError,
  TimedOutError,
  UnavailableError,
} from '@access-account/contract';

const options = { system: 'Directory', summary: 'It did not work.', remedy: 'Look into it.' };

const errors: {
  readonly [Code in ConnectorErrorCode]: { readonly error: ConnectorError; readonly isRetryable: boolean };
} = {
  'ambiguous-outcome': { error: new AmbiguousOutcomeError(options), isRetryable: true },
  'authentication-failed': { error: new AuthenticationFailedError(options), isRetryable: false },
  'configuration-invalid': { error: new ConfigurationInvalidError(options), isRetryable: false },
  conflict: { error: new ConflictError(options), isRetryable: false },
  'not-found': { error: new NotFoundError(options), isRetryable: false },
  'operation-unsupported': { error: new OperationUnsupportedError(options), isRetryable: false },
  'permission-denied': {
    error: new PermissionDeniedError({ ...options, missing: 'Reset Password' }),
    isRetryable: false,
  },
  'rate-limited': { error: new RateLimitedError({ ...options, retryAfter: 30_000 }), isRetryable: true },
  'response-invalid': { error: new ResponseInvalidError(options), isRetryable: false },
  'timed-out': { error: new TimedOutError(options), isRetryable: true },
  unavailable: { error: new UnavailableError(options), isRetryable: true },
};

test.each(Object.entries(errors))(
  '%s says who, what and the remedy, and whether to try again',
  (code, { error, isRetryable }) => {
    expect(error.code).toBe(code);
    expect(error.isRetryable).toBe(isRetryable);
    expect(error.message).toBe('Directory: It did not work. Look into it.');
    expect(error).toMatchObject(options);
    expect(error.name).toBe(error.constructor.name);
    expect(error.stack).toContain(error.name);
    expect(ConnectorError.isInstance(error)).toBe(true);
  },
);

test('an error keeps its cause, and has none where none was given', () => {
  const cause = new Error('socket hang up');
  expect(new UnavailableError({ ...options, cause }).cause).toBe(cause);
  expect('cause' in new UnavailableError(options)).toBe(false);
});

test('what a caller must know beyond the class is on the error', () => {
  expect(errors['permission-denied'].error).toHaveProperty('missing', 'Reset Password');
  expect(errors['rate-limited'].error).toHaveProperty('retryAfter', 30_000);
});

test('an error of another copy of this package is recognised all the same', async () => {
  const otherCopy = '../src/errors/connector-error.ts?copy';
  const { ConnectorError: Other }: typeof import('../src/errors/connector-error.ts') = await import(otherCopy);
  class OtherError extends Other {
    readonly code = 'conflict';
    readonly isRetryable = false;
  }
  const error = new OtherError(options);
  expect(error instanceof ConnectorError).toBe(false);
  expect(ConnectorError.isInstance(error)).toBe(true);
  expect(Other.isInstance(new ConflictError(options))).toBe(true);
});

test.each([
  [null],
  [undefined],
  ['conflict'],
  [404],
  [{}],
  [new Error('conflict')],
  [{ code: 'conflict', isRetryable: true }],
])('%p is no connector error', (value) => {
  expect(ConnectorError.isInstance(value)).toBe(false);
});
