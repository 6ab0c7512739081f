export { standInChat } from './connectors/stand-in-chat.ts';
export { standInDesk } from './connectors/stand-in-desk.ts';
export { standInDirectory } from './connectors/stand-in-directory.ts';
export { pressSigned, signedRequest } from './press-signed.ts';
export type { ChatMessage } from './provider/chat.ts';
export type { LedgerEntry } from './provider/ledger.ts';
export { standInConfiguration } from './stand-in-configuration.ts';
export type { StandIn } from './start-stand-in.ts';
export { startStandIn } from './start-stand-in.ts';
