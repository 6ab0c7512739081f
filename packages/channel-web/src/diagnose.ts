import type { Diagnostic } from '@access-account/contract';
import { readChatPage } from './chat-page.ts';
import { personasAreOn } from './persona-gate.ts';
import type { WebClient } from './web-client.ts';

/** What an administrator should know about this chat. */
export async function diagnose({ config, context, signIn }: WebClient): Promise<readonly Diagnostic[]> {
  const operations = ['webhook.receive', 'person.resolve', 'conversation.open', 'message.send', 'message.update'];
  return [
    ...operations.map(
      (operation): Diagnostic => ({ severity: 'ok', operation, summary: 'Needs no permission.', remedy: '' }),
    ),
    ...(signIn === undefined
      ? diagnosePersonas({ on: personasAreOn(config, context), sandbox: context.sandbox, name: context.name })
      : [await signIn.check()]),
    ...((await readChatPage()) === undefined ? [pageMissing] : []),
  ];
}

const pageMissing: Diagnostic = {
  severity: 'error',
  summary: 'The chat page is missing: the package was not built.',
  remedy: 'Build the package, or install a published version of it.',
};

function diagnosePersonas({ on, sandbox, name }: { on: boolean; sandbox: boolean; name: string }): Diagnostic[] {
  if (on && !sandbox) {
    return [
      {
        severity: 'warning',
        summary: 'Personas are on beside a real directory: anybody at this machine can chat as anybody.',
        remedy: `Remove connectors.${name}.config.personas as soon as you are done trying things out.`,
      },
    ];
  }
  if (!on) {
    return [
      {
        severity: 'warning',
        operation: 'webhook.receive',
        summary: 'Nobody can sign in to the web chat: personas are off, and there is no other way to sign in yet.',
        remedy: `Set up connectors.${name}.config.signIn, or reach people on another channel.`,
      },
    ];
  }
  return [];
}
