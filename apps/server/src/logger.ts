import type { LogFields, Logger } from '@access-account/contract';
import pino, { type Logger as Pino } from 'pino';

export interface CreateLoggerOptions {
  readonly level: string;
  /** Values that must never be shown, wherever they turn up. */
  readonly secrets: readonly string[];
  readonly destination?: pino.DestinationStream;
}

const redactedKeys = ['password', 'secret', 'token', 'authorization', 'cookie'];

/** The product's log: JSON lines on standard error, redacted by key and by known value. */
export function createLogger({ level, secrets, destination }: CreateLoggerOptions): Logger {
  const known = secrets
    .filter((secret) => secret.length >= 4)
    // As they stand in a line of JSON, too; and first the one that another is part of.
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .toSorted((one, other) => other.length - one.length);
  const scrub = (text: string) => known.reduce((scrubbed, secret) => scrubbed.replaceAll(secret, '[redacted]'), text);
  const root = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redactedKeys.flatMap((key) => [key, `*.${key}`]), censor: '[redacted]' },
      hooks: { streamWrite: scrub },
    },
    destination ?? pino.destination({ dest: 2, sync: false }),
  );
  return wrap(root);
}

function wrap(log: Pino): Logger {
  const at =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields: LogFields = {}) =>
      log[level](fields, message);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** The same log with fields of its own on every line. */
export function childLogger(logger: Logger, fields: LogFields): Logger {
  const at =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, more: LogFields = {}) =>
      logger[level](message, { ...fields, ...more });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
