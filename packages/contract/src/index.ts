export type { ChannelConnectorV1 } from './channel/v1/channel-connector.ts';
export { defineChannelConnector } from './channel/v1/channel-connector.ts';
export type { ChannelFeatures, ChannelOperationSet, ChannelOperations } from './channel/v1/channel-operations.ts';
export type { ChannelPerson, ChannelUserReference, ConversationReference } from './channel/v1/conversation.ts';
export type {
  InboundChoice,
  InboundEvent,
  InboundOutcome,
  InboundText,
  Mention,
  RefusalReason,
} from './channel/v1/inbound-event.ts';
export type { Choice, Fact, Form, FormField, Link, Message, MessageReference } from './channel/v1/message.ts';
export type {
  ListenForEvents,
  ListenForEventsInput,
  Listening,
} from './channel/v1/operations/listen-for-events.ts';
export type { OpenConversation, OpenConversationInput } from './channel/v1/operations/open-conversation.ts';
export type { ReceiveWebhook, WebhookReceipt } from './channel/v1/operations/receive-webhook.ts';
export type { ResolvePerson } from './channel/v1/operations/resolve-person.ts';
export type { SendMessage, SendMessageInput } from './channel/v1/operations/send-message.ts';
export type { UpdateMessage, UpdateMessageInput } from './channel/v1/operations/update-message.ts';
export { AmbiguousOutcomeError } from './errors/ambiguous-outcome-error.ts';
export { AuthenticationFailedError } from './errors/authentication-failed-error.ts';
export { ConfigurationInvalidError } from './errors/configuration-invalid-error.ts';
export { ConflictError } from './errors/conflict-error.ts';
export type { ConnectorErrorCode, ConnectorErrorOptions } from './errors/connector-error.ts';
export { ConnectorError } from './errors/connector-error.ts';
export { NotFoundError } from './errors/not-found-error.ts';
export { OperationUnsupportedError } from './errors/operation-unsupported-error.ts';
export { PermissionDeniedError } from './errors/permission-denied-error.ts';
export { RateLimitedError } from './errors/rate-limited-error.ts';
export { ResponseInvalidError } from './errors/response-invalid-error.ts';
export { TimedOutError } from './errors/timed-out-error.ts';
export { UnavailableError } from './errors/unavailable-error.ts';
export type {
  Account,
  AccountCapabilities,
  AccountReference,
  AccountStatus,
  Capability,
  Change,
  Lock,
  LockCause,
  PasswordStatus,
  Standing,
  VerifiedChange,
} from './identity/v1/account.ts';
export type { Factor, FactorKind } from './identity/v1/factor.ts';
export type { IdentityConnectorV1 } from './identity/v1/identity-connector.ts';
export { defineIdentityConnector } from './identity/v1/identity-connector.ts';
export type {
  IdentityOperationName,
  IdentityOperationSet,
  IdentityOperations,
} from './identity/v1/identity-operations.ts';
export type {
  ChallengeFactor,
  ChallengeFactorInput,
  FactorChallenge,
} from './identity/v1/operations/challenge-factor.ts';
export type { CheckFactor, CheckFactorInput, FactorCheck } from './identity/v1/operations/check-factor.ts';
export type { FindAccount, FindAccountInput } from './identity/v1/operations/find-account.ts';
export type {
  AccountPage,
  ListAccounts,
  ListAccountsInput,
  ListedAccount,
} from './identity/v1/operations/list-accounts.ts';
export type { ListFactors } from './identity/v1/operations/list-factors.ts';
export type { Lockout, LockoutPage, PollLockouts, PollLockoutsInput } from './identity/v1/operations/poll-lockouts.ts';
export type { ReadAccount } from './identity/v1/operations/read-account.ts';
export type { AccountActivity, ReadActivity, ReadActivityInput } from './identity/v1/operations/read-activity.ts';
export type { ReadRecovery, Recovery, RecoveryAddress } from './identity/v1/operations/read-recovery.ts';
export type { RemoveFactor, RemoveFactorInput } from './identity/v1/operations/remove-factor.ts';
export type { RevokeSessions } from './identity/v1/operations/revoke-sessions.ts';
export type { StartPasswordChange } from './identity/v1/operations/start-password-change.ts';
export type { StartPasswordReset } from './identity/v1/operations/start-password-reset.ts';
export type { UnlockAccount } from './identity/v1/operations/unlock-account.ts';
export type { PasswordStart, PasswordWay } from './identity/v1/password-start.ts';
export type { InstructionsConnectorV1 } from './instructions/v1/instructions-connector.ts';
export { defineInstructionsConnector } from './instructions/v1/instructions-connector.ts';
export type { InstructionsOperationSet, InstructionsOperations } from './instructions/v1/instructions-operations.ts';
export type { InstructedSystem, ListInstructions } from './instructions/v1/operations/list-instructions.ts';
export type {
  Instructions,
  InstructionTopic,
  ReadInstructions,
  ReadInstructionsInput,
} from './instructions/v1/operations/read-instructions.ts';
export type { Actor, Call } from './shared/v1/call.ts';
export type { Clock } from './shared/v1/clock.ts';
export type { ConfigSchema } from './shared/v1/config-schema.ts';
export type {
  ConnectContext,
  Connection,
  ConnectorDefinition,
  Idempotency,
  RateLimitScope,
} from './shared/v1/connector.ts';
export type { ConnectorStore, StoredValue } from './shared/v1/connector-store.ts';
export type { Diagnostic } from './shared/v1/diagnostic.ts';
export type { HttpRoute, HttpRoutes, RawRequest, RawResponse } from './shared/v1/http-route.ts';
export type { JsonValue } from './shared/v1/json-value.ts';
export type { LogFields, Logger } from './shared/v1/logger.ts';
export type { ConnectorKind, ConnectorManifest } from './shared/v1/manifest.ts';
export type { FindTicket } from './ticketing/v1/operations/find-ticket.ts';
export type { HandOffTicket, HandOffTicketInput } from './ticketing/v1/operations/hand-off-ticket.ts';
export type { NoteTicket, NoteTicketInput } from './ticketing/v1/operations/note-ticket.ts';
export type { OpenTicket, OpenTicketInput } from './ticketing/v1/operations/open-ticket.ts';
export type { ResolveTicket, ResolveTicketInput } from './ticketing/v1/operations/resolve-ticket.ts';
export type {
  Desk,
  FoundTicket,
  Requester,
  Ticket,
  TicketFeature,
  TicketReference,
  TicketStatus,
} from './ticketing/v1/ticket.ts';
export { ticketFeatures } from './ticketing/v1/ticket.ts';
export type { TicketingConnectorV1 } from './ticketing/v1/ticketing-connector.ts';
export { defineTicketingConnector } from './ticketing/v1/ticketing-connector.ts';
export type {
  TicketingFeatures,
  TicketingOperationSet,
  TicketingOperations,
} from './ticketing/v1/ticketing-operations.ts';
