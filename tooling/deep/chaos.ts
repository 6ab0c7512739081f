import { fileURLToPath } from 'node:url';
import type { FaultLine } from '../chaos/report.ts';
import type { Part } from './part.ts';
import { runProgram } from './run-program.ts';

const program = fileURLToPath(new URL('../chaos/chaos.ts', import.meta.url));
/** Rounds of the form that makes more than 500 of them. */
const rounds = 8;

interface ChaosReport {
  readonly lines: readonly FaultLine[];
  readonly skipped: readonly string[];
}

export const chaos: Part = {
  name: 'chaos',
  summary: 'kills and faults of all kinds, with the ledger of what was lost or doubled: npm run chaos',
  run: async ({ seed, short, say }) => {
    const words = short ? ['--rounds', '1', '--only', 'kill,desk-reset,clock-ahead'] : ['--rounds', String(rounds)];
    const { stdout, code, seconds } = await runProgram({
      words: [program, '--json', '--seed', String(seed), ...words],
      say,
    });
    const { lines, skipped } = JSON.parse(stdout) as ChaosReport;
    const sum = (of: 'rounds' | 'stories') => lines.reduce((total, line) => total + line[of], 0);
    const findings = lines.flatMap(({ fault, database, findings }) =>
      findings.map((finding) => `${fault} · ${database}: ${finding}`),
    );
    if (code !== 0 && findings.length === 0) findings.push(`it ended with ${code}`);
    const details = skipped.map((one) => `SKIPPED: ${one}`);
    return [
      { ran: `${lines.length} faults, ${sum('rounds')} rounds, ${sum('stories')} stories`, findings, seconds, details },
    ];
  },
};
