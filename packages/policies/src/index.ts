export type { Attack, AttackInput, AttackRules } from './attack/attack-mode.ts';
export { attackThreshold, quietThreshold, stepAttack } from './attack/attack-mode.ts';
export {
  type Action,
  type Actor,
  type Asking,
  actions,
  actors,
  type Proof,
  type ProofKind,
  proofKinds,
  type Relation,
  relations,
  type Signal,
  signals,
} from './authorisation/asking.ts';
export { type Authorisation, authorisationVersion, decide } from './authorisation/decide.ts';
export {
  type Caution,
  type Limit,
  notWary,
  type SignalsInput,
  signalsOf,
  type Wariness,
} from './authorisation/signals-of.ts';
export {
  type AddressRules,
  maskAddress,
  type UsableAddressesInput,
  usableAddresses,
} from './authorisation/usable-addresses.ts';
export { isWorkingTime, type WorkingHours } from './authorisation/working-hours.ts';
export type { Cycle, CycleOfInput } from './calendar/cycle-of.ts';
export { cycleOf } from './calendar/cycle-of.ts';
export type { DaysLeftInput } from './calendar/days-left.ts';
export { daysLeft } from './calendar/days-left.ts';
export type { DueExpiriesInput, DueExpiry } from './calendar/due-expiries.ts';
export { dueExpiries } from './calendar/due-expiries.ts';
export type { DueReminderInput } from './calendar/due-reminder.ts';
export { dueReminder } from './calendar/due-reminder.ts';
export { isSameExpiry } from './calendar/is-same-expiry.ts';
export type { NextSlotInput, Slot, SlotRules } from './calendar/next-slot.ts';
export { nextSlot } from './calendar/next-slot.ts';
export type { PlannedReminder, PlannedRemindersInput } from './calendar/planned-reminders.ts';
export { expiredMark, plannedReminders } from './calendar/planned-reminders.ts';
export type { HolidayProblem, Holidays, ReadHolidaysInput } from './calendar/read-holidays.ts';
export { readHolidays } from './calendar/read-holidays.ts';
export { reminderMarks } from './calendar/reminder-marks.ts';
export type { ReminderRules, Weekends } from './calendar/reminder-rules.ts';
export type { WallDayInput } from './calendar/wall-day.ts';
export { wallDay } from './calendar/wall-day.ts';
export type {
  CaseOutcome,
  ChoiceForm,
  ChoiceName,
  Effect,
  FindPeople,
  HandOver,
  IdentityEffect,
  Label,
  ProofLink,
  ProofWay,
  Prove,
  Question,
  SaidLink,
  Say,
  TicketEffect,
} from './effect.ts';
export type { AllowanceInput } from './notice-allowance.ts';
export { nextNoticeAt } from './notice-allowance.ts';
export { remindedOf } from './password-expiry-policy.ts';
export type { PersonalAllowanceInput } from './personal-allowance.ts';
export { nextWantedNoticeAt } from './personal-allowance.ts';
export type { BoundsInput, NoticeWish, PersonalSettings, Reach } from './personal-settings.ts';
export { noPersonalSettings, noticeWishes, withinBounds } from './personal-settings.ts';
export { policies } from './policies.ts';
export type { Policy, PolicyId, Step } from './policy.ts';
export type {
  AccountReset,
  AccountSuspected,
  ApprovalAsked,
  ApprovalSource,
  AttackBegan,
  AttackOver,
  CaseOpening,
  DeskAnswered,
  ExpiryChanged,
  FactorsReset,
  Failure,
  FallibleOperation,
  FoundPerson,
  LinkMoved,
  PolicyEvent,
  ProofEvent,
  ReminderDue,
  ReportEnding,
  Request,
  ResetHeld,
  TroublesChanged,
} from './policy-event.ts';
export { isProving } from './proving.ts';
export type { LinkedAccount, Portal, Settings, Situation, TicketSetting } from './situation.ts';
