import { watch } from 'node:fs';
import type { Logger } from '@access-account/contract';
import { type Reading, type UnderstandInput, Understanding } from '@access-account/understanding';
import { knowledgeOf } from './knowledge-of.ts';

export interface CurrentUnderstandingOptions {
  /** The organisation's own words, absolute; null: there are none. */
  readonly folder: string | null;
  readonly logger: Logger;
}

/** Milliseconds without another change. */
const settled = 200;

/** Reads with the words as they are in the folder now: a changed file counts at once, a wrong one changes nothing. */
export class CurrentUnderstanding {
  readonly #folder: string | null;
  readonly #logger: Logger;
  #understanding: Understanding;

  /** @throws ConfigurationError */
  constructor({ folder, logger }: CurrentUnderstandingOptions) {
    this.#folder = folder;
    this.#logger = logger;
    this.#understanding = new Understanding(knowledgeOf(folder));
  }

  read(input: UnderstandInput): Reading {
    return this.#understanding.read(input);
  }

  /** Follows the folder until the signal ends it. Whoever saves a file writes more than once: what comes together is read once. */
  follow(signal: AbortSignal): void {
    const folder = this.#folder;
    if (folder === null || signal.aborted) return;
    let due: NodeJS.Timeout | undefined;
    const watcher = watch(folder, { recursive: true, signal, persistent: false }, () => {
      clearTimeout(due);
      due = setTimeout(() => signal.aborted || this.#reload(folder), settled).unref();
    });
    watcher.on('error', (error) =>
      this.#logger.warn('the words of the organisation are not followed any more', { error: error.message }),
    );
  }

  #reload(folder: string): void {
    try {
      this.#understanding = new Understanding(knowledgeOf(folder));
      this.#logger.info('the words of the organisation were read afresh', { folder });
    } catch (error) {
      this.#logger.warn('the words of the organisation are wrong, those before are kept', {
        error: (error as Error).message,
      });
    }
  }
}
