import { formatTable } from '../testing/index.ts';
import { quietCores } from './reading.ts';
import type { Results } from './results.ts';

/** The goals with their verdicts, and every number behind them, each beside what the machine did meanwhile. */
export function resultsTables(results: Results, earlier: Results | undefined): string {
  const measured = results.goals.filter(({ value }) => value !== null);
  const others = new Set(results.goals.filter(({ value }) => value === null).map(({ id }) => id));
  const goals = formatTable(
    ['goal', 'measured', 'value', 'must', 'aim', 'verdict', 'before'],
    measured.map((goal) => {
      const before = earlier?.goals.find(({ id, measure }) => id === goal.id && measure === goal.measure)?.value;
      return [
        `${goal.id}  ${goal.feel}`,
        goal.measure,
        show(goal.value ?? Number.NaN, goal.unit),
        goal.must,
        goal.aim,
        verdictOf(goal),
        change(goal.value, before),
      ];
    }),
  );
  const lines = formatTable(
    ['who · what', 'n', 'median', 'rounds', 'load', 'strangers', 'before'],
    results.lines.map((line) => {
      const { subject, figure, unit, value, rounds, n, machine, isDisturbed } = line;
      const before = earlier?.lines.find((one) => one.subject === subject && one.figure === figure)?.value;
      return [
        `${subject} · ${figure}`,
        String(n),
        show(value, unit),
        rounds.length === 1 ? '' : rounds.map((round) => show(round, '')).join(' '),
        machine.load.toFixed(2),
        `${machine.strangers === null ? '–' : machine.strangers.toFixed(2)}${isDisturbed ? ' !' : ''}`,
        change(value, before),
      ];
    }),
  );
  const later = Object.entries(results.notYet).map(([id, why]) => `not yet: ${id} ${why}`);
  const disturbed = results.lines.filter(({ isDisturbed }) => isDisturbed).length;
  return [
    lines,
    ...(measured.length === 0 ? [] : [goals]),
    later.join('\n'),
    ...(others.size === 0 ? [] : [`not in this run: ${[...others].join(', ')}`]),
    ...(disturbed === 0
      ? []
      : [
          `! ${disturbed} lines were measured beside strangers that used more than ${quietCores} cores: no claim may rest on them.`,
        ]),
    ...(results.skipped.length === 0 ? [] : [results.skipped.map((one) => `SKIPPED: ${one}`).join('\n')]),
    ...(earlier === undefined ? [] : [`before: ${earlier.at.slice(0, 10)}, ${earlier.revision}, ${earlier.machine}`]),
  ].join('\n\n');
}

function verdictOf({ verdict, isDisturbed }: Results['goals'][number]): string {
  return `${{ aim: 'ok, aim', must: 'ok', RED: 'RED', told: 'told', 'not measured': '–' }[verdict]}${isDisturbed ? ' !' : ''}`;
}

function show(value: number, unit: string): string {
  if (!Number.isFinite(value)) return '–';
  const digits =
    Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  return `${value.toFixed(digits)}${unit === '' ? '' : ` ${unit}`}`;
}

function change(now: number | null, before: number | null | undefined): string {
  if (now === null || before === null || before === undefined || before === 0) return '';
  const percent = Math.round((now / before - 1) * 100);
  return `${percent > 0 ? '+' : ''}${percent} %`;
}
