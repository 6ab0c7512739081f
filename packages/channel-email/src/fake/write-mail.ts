import { createTransport, type SendMailOptions } from 'nodemailer';

export interface WriteMailOptions {
  /** `smtp://host:port` on the loopback. */
  readonly smtp: string;
  readonly from: string;
  readonly password: string;
  readonly mail: SendMailOptions;
}

/** Somebody's own mail program hands a mail to a real server. */
export async function writeMail({ smtp, from, password, mail }: WriteMailOptions): Promise<void> {
  const { hostname, port } = new URL(smtp);
  const program = createTransport({
    host: hostname,
    port: Number(port),
    auth: { user: from, pass: password },
    ignoreTLS: true,
  });
  try {
    await program.sendMail({ from, ...mail });
  } finally {
    program.close();
  }
}
