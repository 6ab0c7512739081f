import type { AccountReference, Call, ListFactors } from '@access-account/contract';
import type { EntraClient } from '../entra-client.ts';
import { readMethods, readRegistration } from '../graph-reads.ts';
import { type EnrolledMethod, toEnrolledMethods } from '../map-methods.ts';
import { isUserId } from '../map-user.ts';
import { requireValue } from '../read-status.ts';
import { noSuchAccount } from '../require-user.ts';

export function listFactors(client: EntraClient): ListFactors {
  return async (account, call) => (await readEnrolled({ client, account, call })).map(({ factor }) => factor);
}

interface ReadEnrolledOptions {
  readonly client: EntraClient;
  readonly account: AccountReference;
  readonly call: Call;
}

/** The methods as they are now, in the order in which Entra ID lets them be removed. */
async function readEnrolled({
  client,
  account: { id },
  call,
}: ReadEnrolledOptions): Promise<readonly EnrolledMethod[]> {
  if (!isUserId(id)) throw noSuchAccount(client);
  const { requests } = client;
  const reads = { methods: readMethods(id), registration: readRegistration(id) };
  const { methods, registration } = await requests.readTogether(reads, call);
  const page = requireValue(methods);
  const next = requests.nextOf(page);
  const following = next === null ? [] : await requests.readAll({ ...readMethods(id), target: next }, call);
  if (!registration.ok && registration.error.isRetryable) {
    call.logger.warn('the default method is unknown', { system: client.system, code: registration.error.code });
  }
  return toEnrolledMethods({
    user: id,
    methods: [...page.value, ...following],
    registration: registration.ok ? registration.value : null,
  });
}
