import { type Call, ConnectorError, OperationUnsupportedError, type RemoveFactor } from '@access-account/contract';
import type { EntraClient } from '../entra-client.ts';
import { deleteMethod, type MethodPath } from '../graph-changes.ts';
import { readMethods } from '../graph-reads.ts';
import { type EnrolledMethod, toEnrolledMethods } from '../map-methods.ts';
import { readLiveAccount } from '../read-status.ts';
import { requireHelpable } from '../require-helpable.ts';
import { untilReadBack } from '../until-read-back.ts';

export function removeFactor(client: EntraClient): RemoveFactor {
  const { system, requests } = client;

  async function enrolled(id: string, factor: string, call: Call): Promise<EnrolledMethod | undefined> {
    const methods = await requests.readAll(readMethods(id), call);
    return toEnrolledMethods({ user: id, methods, registration: null }).find((one) => one.factor.id === factor);
  }

  return async ({ id, factor }, call) => {
    const account = { id };
    const { user, capabilities } = await readLiveAccount({ client, account, call });
    requireHelpable({ system, user, capability: capabilities['factor.remove'] });
    const found = await enrolled(id, factor, call);
    if (found === undefined) return { changed: false, verified: true, system, account };
    if (found.path === null) {
      throw new OperationUnsupportedError({
        system,
        summary: 'Microsoft Graph does not remove this kind of method.',
        remedy: 'Let an administrator look after it, or the person at https://mysignins.microsoft.com.',
      });
    }
    const changed = await remove({ client, id, path: found.path, call });
    const verified = await untilReadBack(call, async (within) => (await enrolled(id, factor, within)) === undefined);
    return { changed, verified, system, account };
  };
}

interface RemoveOptions {
  readonly client: EntraClient;
  readonly id: string;
  readonly path: MethodPath;
  readonly call: Call;
}

/** Answers false when it was gone already. */
async function remove({ client, id, path, call }: RemoveOptions): Promise<boolean> {
  try {
    await client.requests.change(deleteMethod(id, path), call);
    return true;
  } catch (error) {
    if (ConnectorError.isInstance(error) && error.code === 'not-found') return false;
    throw error;
  }
}
