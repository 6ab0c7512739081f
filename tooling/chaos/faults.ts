import type { Fault } from './fault.ts';
import { machineFaults } from './machine-faults.ts';
import { processFaults } from './process-faults.ts';
import { providerFaults } from './provider-faults.ts';
import { replicaFaults } from './replica-faults.ts';

/** Every fault there is, in the order of the table. */
export const faults: readonly Fault[] = [...processFaults, ...replicaFaults, ...providerFaults, ...machineFaults];
