export { beforeAbort } from './before-abort.ts';
export type { Loss } from './map-loss.ts';
export { mapLoss } from './map-loss.ts';
export type { RestAnswer, RestClientOptions, RestRefusal, RestRequest } from './rest-client.ts';
export { RestClient } from './rest-client.ts';
export { retryAfter } from './retry-after.ts';
export { Secret, secret } from './secret.ts';
export type { DeadlineOptions } from './within-deadline.ts';
export { withinDeadline } from './within-deadline.ts';
