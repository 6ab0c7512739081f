import { defineChannelConnector } from '@access-account/contract';
import { checkEmail } from './check-email.ts';
import { connectEmail, type EmailClient } from './email-client.ts';
import { emailConfig } from './email-config.ts';
import { listenForEvents } from './operations/listen-for-events.ts';
import { openConversation } from './operations/open-conversation.ts';
import { resolvePerson } from './operations/resolve-person.ts';
import { sendMessage } from './operations/send-message.ts';
import { longestText } from './render/limits.ts';

/** Email: what people write comes from a mailbox, what they are told goes to the directory's address, and what they choose is pressed on a page. */
export const emailConnector = defineChannelConnector({
  specificationVersion: 'v1',
  kind: 'channel',
  id: 'email',
  displayName: 'Email',
  config: emailConfig,
  features: {
    buttons: 'pages',
    certainty: 'nothing',
    forms: true,
    // A repeat bears the Message-ID of the first; whether it is shown once is the mail server's to decide.
    messageIds: false,
    maximumTextLength: longestText,
  },
  permissions: {
    'event.listen': ['IMAP: read the mailbox and mark mails as seen; by OAuth: IMAP.AccessAsApp'],
    'person.resolve': [],
    'conversation.open': [],
    'message.send': ['SMTP: send from the address; by OAuth: SMTP.SendAsApp'],
  },
  idempotency: {
    'event.listen': 'key',
    'person.resolve': 'readback',
    'conversation.open': 'readback',
    'message.send': 'readback',
  },
  connect: async (config, context) => {
    const client = await connectEmail(config, context);
    return { client, check: (call) => checkEmail({ client, call }), close: async () => client.close() };
  },
  operations: (client: EmailClient) => ({
    'event.listen': listenForEvents(client),
    'person.resolve': resolvePerson(client),
    'conversation.open': openConversation(client),
    'message.send': sendMessage(client),
  }),
});
