/** The only source of time a connector uses; tests hand in a fake one. */
export interface Clock {
  now(): Date;
}
