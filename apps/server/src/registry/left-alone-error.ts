import { UnavailableError } from '@access-account/contract';

/** Nobody was asked: the system did not answer several times in a row and is left alone for a moment. */
export class LeftAloneError extends UnavailableError {
  /** Milliseconds after which somebody may ask again, to see. */
  readonly retryAfter: number;

  constructor(system: string, retryAfter: number) {
    super({
      system,
      summary: 'did not answer several times in a row and is left alone for a few seconds.',
      remedy: 'Check that the system is reachable.',
    });
    this.retryAfter = retryAfter;
  }
}
