import { type Call, ConnectorError, type Diagnostic } from '@access-account/contract';
import type { SlackClient } from './slack-client.ts';
import { authAnswer } from './slack-shapes.ts';

export interface CheckSlackOptions {
  readonly client: SlackClient;
  readonly call: Call;
}

/** The scopes each operation needs of the bot token. */
export const scopes = {
  'person.resolve': ['users:read', 'users:read.email', 'im:write'],
  'conversation.open': ['users:read', 'users:read.email', 'im:write'],
  'message.send': ['chat:write', 'im:history'],
  'message.update': ['chat:write'],
} as const;

/** Asks Slack whose token it is and what it may; writes to nobody. */
export async function checkSlack({ client, call }: CheckSlackOptions): Promise<readonly Diagnostic[]> {
  return [...waysIn(client), ...(await waysOut({ client, call })), ...trust(client)];
}

function waysIn({ config, listening }: SlackClient): readonly Diagnostic[] {
  const hasSecret = config.signingSecrets.length > 0;
  const socket =
    config.appToken === undefined
      ? 'Not used: there is no app-level token.'
      : `Socket Mode; this server has ${listening.sockets === 0 ? 'no socket open now' : 'a socket open'}.`;
  return [
    {
      severity: 'ok',
      operation: 'webhook.receive',
      summary: hasSecret ? 'Signed requests are taken at “events”.' : 'Not used: there is no signing secret.',
      remedy: '',
    },
    { severity: 'ok', operation: 'event.listen', summary: socket, remedy: '' },
  ];
}

async function waysOut({ client, call }: CheckSlackOptions): Promise<readonly Diagnostic[]> {
  const { config, requests } = client;
  const operations = Object.entries(scopes);
  const all = (finding: Omit<Diagnostic, 'operation'>) =>
    operations.map(([operation]): Diagnostic => ({ operation, ...finding }));
  try {
    const { value, scopes: granted } = await requests.ask(
      { method: 'auth.test', answer: authAnswer, changes: false },
      call,
    );
    if (value.team_id !== config.teamId) {
      return all({
        severity: 'error',
        summary: `The bot token is of the workspace ${value.team_id}, and teamId says ${config.teamId}.`,
        remedy: 'Set teamId to the workspace the app is installed in, or take the token of that one.',
      });
    }
    return operations.map(([operation, needed]): Diagnostic => {
      const missing = granted === null ? [] : needed.filter((scope) => !granted.includes(scope));
      return missing.length === 0
        ? { severity: 'ok', operation, summary: 'The token may do it.', remedy: '' }
        : {
            severity: 'error',
            operation,
            summary: `The bot token lacks ${missing.join(', ')}.`,
            remedy: 'Add the scopes to the app, as slack-manifest.yaml has them, and install it again.',
          };
    });
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    return all({ severity: 'error', summary: error.summary, remedy: error.remedy });
  }
}

function trust({ config }: SlackClient): readonly Diagnostic[] {
  if (config.emailTrust === 'sso') return [];
  return [
    {
      severity: 'warning',
      operation: 'person.resolve',
      summary: 'Nobody is known by their address in Slack (emailTrust: none), so nobody new is recognised.',
      remedy: 'Let single sign-on or SCIM alone set people’s addresses in Slack, and say emailTrust: sso.',
    },
  ];
}
