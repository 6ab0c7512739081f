import fc from 'fast-check';
import { readLimits } from '../src/registry/budget/read-limits.ts';

const now = new Date('2026-01-15T09:00:00.000Z');
const inHalfAMinute = now.getTime() / 1000 + 30;

function read(status: number, headers: Readonly<Record<string, string>>) {
  const { closedFor, quietFor } = readLimits({ status, headers: new Headers(headers), reserve: 0.2, now });
  return [closedFor, quietFor];
}

test.each<[string, number, Readonly<Record<string, string>>, readonly [number, number]]>([
  ['nothing', 200, {}, [0, 0]],
  ['429 with nothing: a second', 429, {}, [1000, 0]],
  ['Retry-After in seconds', 429, { 'retry-after': '30' }, [30_000, 0]],
  ['Retry-After as a date', 429, { 'retry-after': 'Thu, 15 Jan 2026 09:00:30 GMT' }, [30_000, 0]],
  ['Retry-After in the past', 429, { 'retry-after': 'Thu, 15 Jan 2026 08:00:00 GMT' }, [0, 0]],
  ['Microsoft Graph and ServiceNow: 503 with Retry-After', 503, { 'retry-after': '5' }, [5000, 0]],
  ['503 alone is an outage, not a limit', 503, {}, [0, 0]],
  ['Retry-After without a refusal', 200, { 'retry-after': '5' }, [0, 0]],
  [
    'Okta: refused, with its reset',
    429,
    { 'x-rate-limit-limit': '600', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(inHalfAMinute) },
    [30_000, 0],
  ],
  [
    'Okta: the last one was used',
    200,
    { 'x-rate-limit-limit': '600', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(inHalfAMinute) },
    [30_000, 0],
  ],
  [
    'Okta: what is left is people’s',
    200,
    { 'x-rate-limit-limit': '600', 'x-rate-limit-remaining': '120', 'x-rate-limit-reset': String(inHalfAMinute) },
    [0, 30_000],
  ],
  [
    'Okta: enough is left',
    200,
    { 'x-rate-limit-limit': '600', 'x-rate-limit-remaining': '121', 'x-rate-limit-reset': String(inHalfAMinute) },
    [0, 0],
  ],
  [
    'Jira: ISO 8601',
    429,
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2026-01-15T09:00Z', date: 'Thu, 15 Jan 2026 08:59:30 GMT' },
    [30_000, 0],
  ],
  [
    'a provider whose clock is an hour ahead',
    429,
    { 'x-rate-limit-reset': String(inHalfAMinute + 3600), date: 'Thu, 15 Jan 2026 10:00:00 GMT' },
    [30_000, 0],
  ],
  [
    'IETF draft, three headers',
    200,
    { 'ratelimit-limit': '100', 'ratelimit-remaining': '0', 'ratelimit-reset': '30' },
    [30_000, 0],
  ],
  ['IETF draft, one header', 200, { ratelimit: 'limit=100, remaining=0, reset=30' }, [30_000, 0]],
  [
    'IETF draft, structured',
    200,
    { ratelimit: '"hourly";r=0;t=30', 'ratelimit-policy': '"hourly";q=100;w=3600' },
    [30_000, 0],
  ],
  [
    'IETF draft, structured, people’s',
    200,
    { ratelimit: '"hourly";r=20;t=30', 'ratelimit-policy': '"hourly";q=100;w=3600' },
    [0, 30_000],
  ],
  [
    'Retry-After is the provider’s last word',
    429,
    { 'retry-after': '2', 'x-rate-limit-reset': String(inHalfAMinute) },
    [2000, 0],
  ],
  ['for ever: an hour', 429, { 'retry-after': '99999999' }, [3_600_000, 0]],
])('%s', (_, status, headers, expected) => {
  expect(read(status, headers)).toEqual(expected);
});

test('whatever stands in these headers, it is no longer than an hour and not negative', () => {
  const names = ['retry-after', 'date', 'ratelimit', 'ratelimit-policy'].concat(
    ['x-rate-limit', 'x-ratelimit', 'ratelimit'].flatMap((prefix) =>
      ['limit', 'remaining', 'reset'].map((part) => `${prefix}-${part}`),
    ),
  );
  const value = fc.oneof(
    fc.integer().map(String),
    fc.double().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    fc.stringMatching(/^[ -~]{0,30}$/),
    fc.constantFrom(
      'r=0;t=9',
      'remaining=0, reset=1e9',
      '"a";r=-1;t=3',
      '0, 0',
      '١٢'.normalize('NFKC').replaceAll(/[^ -~]/g, ''),
    ),
  );
  fc.assert(
    fc.property(fc.constantFrom(200, 429, 503), fc.dictionary(fc.constantFrom(...names), value), (status, headers) => {
      for (const milliseconds of read(status, headers)) {
        expect(milliseconds).toBeGreaterThanOrEqual(0);
        expect(milliseconds).toBeLessThanOrEqual(3_600_000);
      }
    }),
  );
});
