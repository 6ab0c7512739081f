import { type Call, ConflictError, ConnectorError, type RemoveFactor } from '@access-account/contract';
import { type EnrolledFactor, membersOf, toEnrolledFactors } from '../map-factors.ts';
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
  async function isGone(id: string, wanted: readonly string[], call: Call): Promise<boolean> {
    try {
      return !(await enrolled(id, call)).some(({ members }) => members.some((one) => wanted.includes(one.id)));
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
    const wanted = membersOf(factor);
    const found = (await enrolled(id, call)).find(({ members }) => members.some((one) => wanted.includes(one.id)));
    if (found === undefined) return { changed: false, verified: true, system, account };
    const [first, ...others] = found.members;
    if (first === undefined || [first, ...others].some((one) => !wanted.includes(one.id))) throw another(system);
    const changed = await unenroll({ client, id, factor: first.id, call });
    return { changed, verified: await isGone(id, wanted, call), system, account };
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

/** A device was added to Okta Verify after the person saw the list: it would go too, and nobody agreed to that. */
function another(system: string): ConflictError {
  return new ConflictError({
    system,
    summary: 'Okta Verify was set up on another device meanwhile, which would be removed too.',
    remedy: 'List the factors again and choose anew.',
  });
}
