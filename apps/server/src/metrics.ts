import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What `/metrics` shows. */
export class Metrics {
  readonly registry = new Registry();
  readonly connectorCall = new Histogram({
    name: 'access_account_connector_call_seconds',
    help: 'How long connector operations took, by outcome.',
    labelNames: ['connector', 'operation', 'outcome'] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });
  readonly eventsReceived = new Counter({
    name: 'access_account_events_received_total',
    help: 'Events that came in, by source and what became of them.',
    labelNames: ['source', 'status'] as const,
    registers: [this.registry],
  });
  readonly effectsFinished = new Counter({
    name: 'access_account_effects_finished_total',
    help: 'Effects that were performed, by type and status.',
    labelNames: ['type', 'status'] as const,
    registers: [this.registry],
  });
  readonly effectsParked = new Gauge({
    name: 'access_account_effects_parked',
    help: 'Effects that were put aside and wait for a human.',
    registers: [this.registry],
  });
  readonly ticketsParked = new Gauge({
    name: 'access_account_tickets_parked',
    help: 'Those of them that were to change a ticket: a desk did not take them for a week, or never will.',
    registers: [this.registry],
  });
  readonly attackMode = new Gauge({
    name: 'access_account_attack_mode',
    help: '1 while many people are being locked at once.',
    registers: [this.registry],
  });
  readonly lockoutsHeld = new Gauge({
    name: 'access_account_lockouts_held',
    help: 'Lockouts that were held back meanwhile, and of which nobody was told yet.',
    registers: [this.registry],
  });
  readonly directoryAccounts = new Gauge({
    name: 'access_account_directory_accounts',
    help: 'Accounts that the last whole walk through a directory met.',
    labelNames: ['system'] as const,
    registers: [this.registry],
  });
  readonly directoryWalk = new Gauge({
    name: 'access_account_directory_walk_accounts',
    help: 'Accounts that were read in the walk through a directory that is under way; 0 between two.',
    labelNames: ['system'] as const,
    registers: [this.registry],
  });
  readonly secondOpinions = new Counter({
    name: 'access_account_second_opinions_total',
    help: 'Opinions on free text that a model was asked for, by outcome.',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });
  readonly remindersDue = new Counter({
    name: 'access_account_reminders_due_total',
    help: 'Reminders of an expiry that came due.',
    registers: [this.registry],
  });

  /** Shows Node's own figures too. Once a process, by whoever owns it: what measures them cannot be stopped again. */
  observeProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }
}
