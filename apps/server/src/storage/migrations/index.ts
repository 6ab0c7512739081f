import { MainRoad1764000000000 } from './1764000000000-main-road.ts';
import { UnderFire1764100000000 } from './1764100000000-under-fire.ts';
import { ProviderBudget1764200000000 } from './1764200000000-provider-budget.ts';
import { Insist1764300000000 } from './1764300000000-insist.ts';
import { Expiry1764400000000 } from './1764400000000-expiry.ts';
import { Languages1764500000000 } from './1764500000000-languages.ts';
import { PersonalSettings1764600000000 } from './1764600000000-personal-settings.ts';
import { FormChoices1764700000000 } from './1764700000000-form-choices.ts';
import { Proofs1764800000000 } from './1764800000000-proofs.ts';
import { ProofLinks1764900000000 } from './1764900000000-proof-links.ts';
import { Pauses1765000000000 } from './1765000000000-pauses.ts';
import { PeopleByName1765100000000 } from './1765100000000-people-by-name.ts';
import { TicketRoad1765150000000 } from './1765150000000-ticket-road.ts';
import { Desk1765200000000 } from './1765200000000-desk.ts';
import { DeskAnswers1765300000000 } from './1765300000000-desk-answers.ts';
import { ConsoleSessions1765400000000 } from './1765400000000-console-sessions.ts';
import { Operators1765500000000 } from './1765500000000-operators.ts';
import { AttackAndShadow1765510000000 } from './1765510000000-attack-and-shadow.ts';
import { OtherFactors1765600000000 } from './1765600000000-other-factors.ts';
import { Codes1765610000000 } from './1765610000000-codes.ts';
import { Recovery1765620000000 } from './1765620000000-recovery.ts';
import { Wariness1765700000000 } from './1765700000000-wariness.ts';
import { DeskCases1765710000000 } from './1765710000000-desk-cases.ts';
import { EffectsByCase1765715000000 } from './1765715000000-effects-by-case.ts';
import { SignedInAt1765720000000 } from './1765720000000-signed-in-at.ts';
import { Collisions1765730000000 } from './1765730000000-collisions.ts';
import { OldNotices1765740000000 } from './1765740000000-old-notices.ts';
import { Relinking1765741000000 } from './1765741000000-relinking.ts';
import { EveryMove1765742000000 } from './1765742000000-every-move.ts';
import { RecoveryInOneBrowser1765742100000 } from './1765742100000-recovery-in-one-browser.ts';
import { TicketKeys1765742200000 } from './1765742200000-ticket-keys.ts';

/** Every migration, oldest first. */
export const migrations = [
  MainRoad1764000000000,
  UnderFire1764100000000,
  ProviderBudget1764200000000,
  Insist1764300000000,
  Expiry1764400000000,
  Languages1764500000000,
  PersonalSettings1764600000000,
  FormChoices1764700000000,
  Proofs1764800000000,
  ProofLinks1764900000000,
  Pauses1765000000000,
  PeopleByName1765100000000,
  TicketRoad1765150000000,
  Desk1765200000000,
  DeskAnswers1765300000000,
  ConsoleSessions1765400000000,
  Operators1765500000000,
  AttackAndShadow1765510000000,
  OtherFactors1765600000000,
  Codes1765610000000,
  Recovery1765620000000,
  Wariness1765700000000,
  DeskCases1765710000000,
  OldNotices1765740000000,
  EffectsByCase1765715000000,
  SignedInAt1765720000000,
  Collisions1765730000000,
  Relinking1765741000000,
  EveryMove1765742000000,
  RecoveryInOneBrowser1765742100000,
  TicketKeys1765742200000,
];
