// Mails of the size of ours by nodemailer over five connections, and nothing else: nobody is read, nothing is kept.
import { createTransport } from 'nodemailer';
import { expiryMail } from './expiry-mail.ts';
import { readReferenceOptions } from './reference-options.ts';
import { serveRuns } from './serve-runs.ts';

const { smtp } = readReferenceOptions();
const transport = createTransport({ host: '127.0.0.1', port: smtp, pool: true, maxConnections: 5, ignoreTLS: true });
/** Mails of one round. */
const together = 500;

serveRuns(async () => {
  const addresses = Array.from({ length: together }, (_, index) => `limit-${index}@acme.test`);
  await Promise.all(addresses.map((to) => transport.sendMail({ from: 'help@acme.test', to, ...expiryMail })));
});
