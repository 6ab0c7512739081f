import type { Logger } from '@access-account/contract';
import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';

/** Bolt's own words. They may quote what people wrote, so only that there were some is kept, and what was said for developers. */
export function boltLogger(logger: Logger): BoltLogger {
  let level = LogLevel.WARN;
  const say = () => logger.debug('Bolt has something to say about Slack; turn on its own log to read it');
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: say,
    error: say,
    setLevel: (next) => {
      level = next;
    },
    getLevel: () => level,
    setName: () => undefined,
  };
}
