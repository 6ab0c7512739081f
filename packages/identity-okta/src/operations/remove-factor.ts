import { type Call, ConnectorError, type RemoveFactor } from '@access-account/contract';
import { type EnrolledFactor, toEnrolledFactors } from '../map-factors.ts';
import { unenrollFactor } from '../okta-changes.ts';
import type { OktaClient } from '../okta-client.ts';
import { readFactors } from '../okta-reads.ts';
import { readCapabilities } from '../read-status.ts';
import { requireHelpable } from '../require-helpable.ts';
import { requireUser } from '../require-user.ts';

export function removeFactor(client: OktaClient): RemoveFactor {
  const { system, requests } = client;

  async function enrolled(id: string, call: Call): Promise<readonly EnrolledFactor[]> {
    return toEnrolledFactors(await requests.readAll(readFactors(id), call));
  }

  /** The change has happened by now, so that a reading that fails leaves it unverified and is no error. */
  async function isGone(id: string, going: readonly string[], call: Call): Promise<boolean> {
    try {
      return !(await enrolled(id, call)).some(({ members }) => members.some((one) => going.includes(one.id)));
    } catch (error) {
      if (ConnectorError.isInstance(error)) return false;
      throw error;
    }
  }

  return async ({ id, factor }, call) => {
    const account = { id };
    const user = await requireUser({ client, account, call });
    const { 'factor.remove': capability } = await readCapabilities({ client, user, call });
    requireHelpable({ system, user, capability });
    const found = (await enrolled(id, call)).find(({ members }) => members.some((one) => one.id === factor));
    if (found === undefined) return { changed: false, verified: true, system, account };
    const going = found.members.map((one) => one.id);
    const changed = await unenroll({ client, id, factor: found.factor.id, call });
    return { changed, verified: await isGone(id, going, call), system, account };
  };
}

interface UnenrollOptions {
  readonly client: OktaClient;
  readonly id: string;
  readonly factor: string;
  readonly call: Call;
}

/** Answers false when it was gone already. */
async function unenroll({ client, id, factor, call }: UnenrollOptions): Promise<boolean> {
  try {
    await client.requests.change(unenrollFactor(id, factor), call);
    return true;
  } catch (error) {
    if (ConnectorError.isInstance(error) && error.code === 'not-found') return false;
    throw error;
  }
}
