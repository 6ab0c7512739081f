import { createTransport, type SendMailOptions } from 'nodemailer';

/** A mail as bytes, the way somebody's mail program writes it. */
export async function composeRaw(mail: SendMailOptions): Promise<Buffer> {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await composer.sendMail(mail);
  return message as Buffer;
}
