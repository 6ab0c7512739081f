export type { CaseOutcome, ChoiceName, Effect, IdentityEffect, Question, Say, TicketEffect } from './effect.ts';
export type { AllowanceInput } from './notice-allowance.ts';
export { nextNoticeAt } from './notice-allowance.ts';
export { policies } from './policies.ts';
export type { Policy, PolicyId, Step } from './policy.ts';
export type { Failure, PolicyEvent, Request } from './policy-event.ts';
export type { LinkedAccount, Settings, Situation, TicketSetting } from './situation.ts';
