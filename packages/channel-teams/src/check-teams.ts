import { type Call, ConnectorError, type Diagnostic } from '@access-account/contract';
import { graphPermissions } from './graph.ts';
import type { TeamsClient } from './teams-client.ts';

export interface CheckTeamsOptions {
  readonly client: TeamsClient;
  readonly call: Call;
}

/** Asks for keys and tokens, and what Graph grants; writes to nobody. */
export async function checkTeams({ client, call }: CheckTeamsOptions): Promise<readonly Diagnostic[]> {
  return [
    ...(await wayIn({ client, call })),
    ...(await waysOut({ client, call })),
    ...(await firstWords({ client, call })),
  ];
}

async function wayIn({ client, call }: CheckTeamsOptions): Promise<readonly Diagnostic[]> {
  const operation = 'webhook.receive';
  return told([operation], async () => {
    const keys = await client.keys.all(call);
    const endorsed = keys.filter(({ endorsements }) => endorsements.includes('msteams')).length;
    if (endorsed > 0)
      return [fine(operation, 'Requests are taken at “messages”, and there are keys to check them by.')];
    const remedy = 'Check openIdMetadataUrl: Microsoft’s own names keys for Teams.';
    return [{ severity: 'error', operation, summary: 'No key of the issuer may sign for Teams.', remedy }];
  });
}

async function waysOut({ client, call }: CheckTeamsOptions): Promise<readonly Diagnostic[]> {
  const operations = ['person.resolve', 'message.send', 'message.update'];
  return told(operations, async () => {
    await client.connector.authorize(call);
    return operations.map((operation) => fine(operation, 'There is a token for the Bot Connector.'));
  });
}

async function firstWords({ client, call }: CheckTeamsOptions): Promise<readonly Diagnostic[]> {
  const operation = 'conversation.open';
  if (client.config.catalogAppId === undefined) {
    const summary = 'Nobody is reached who has not written or installed the app (there is no catalogAppId).';
    const remedy = 'Set catalogAppId and grant the permissions, or install the app for everybody by a setup policy.';
    return [{ severity: 'warning', operation, summary, remedy }];
  }
  return told([operation], async () => {
    const roles = rolesOf(await client.graphToken.get(call));
    const missing = roles === undefined ? [] : graphPermissions.filter((name) => !roles.includes(name));
    if (missing.length === 0) return [fine(operation, 'People can be found, and given the app.')];
    const remedy = 'Add them to the app registration as application permissions, and grant an administrator’s consent.';
    return [{ severity: 'error', operation, summary: `The app lacks ${missing.join(', ')}.`, remedy }];
  });
}

async function told(
  operations: readonly string[],
  look: () => Promise<readonly Diagnostic[]>,
): Promise<readonly Diagnostic[]> {
  try {
    return await look();
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    const { summary, remedy } = error;
    return operations.map((operation) => ({ severity: 'error', operation, summary, remedy }));
  }
}

function fine(operation: string, summary: string): Diagnostic {
  return { severity: 'ok', operation, summary, remedy: '' };
}

/** What a token of Entra ID says that it grants; undefined where it does not say. Only read: Graph itself checks it. */
function rolesOf(token: string): readonly string[] | undefined {
  try {
    const { roles } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return Array.isArray(roles) ? roles.map(String) : [];
  } catch {
    return undefined;
  }
}
