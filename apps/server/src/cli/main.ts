#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { ConfigurationError } from '../config/configuration-error.ts';
import { roleOf } from '../replica.ts';
import { StartError } from '../start-error.ts';
import { version } from '../version.ts';

/** What a command needs is loaded when it is given: help and a misspelt word are answered at once. */
const commands = {
  audit: () => import('./audit.ts'),
  check: () => import('./check.ts'),
  connectors: () => import('./connectors.ts'),
  console: () => import('./console.ts'),
  doctor: () => import('./doctor.ts'),
  effects: () => import('./effects.ts'),
  pauses: () => import('./pauses.ts'),
  people: () => import('./people.ts'),
  evaluate: () => import('./understand/evaluate.ts'),
  explain: () => import('./understand/explain.ts'),
  forecast: () => import('./forecast.ts'),
  lines: () => import('./understand/lines.ts'),
  lint: () => import('./understand/lint.ts'),
  schema: () => import('./schema.ts'),
  tickets: () => import('./tickets.ts'),
};

const program = new Command('access-account')
  .description('Gives people their account back from wherever they already talk.')
  .version(version)
  .option('-c, --config <file>', 'the configuration file', process.env.ACCESS_ACCOUNT_CONFIG ?? 'access-account.yaml')
  .option('--json', 'print JSON for machines', false)
  .addHelpText('after', '\nExit codes: 0 all is well, 1 something was found, 2 bad use or configuration.')
  .exitOverride();

program
  .command('start')
  .description('start the server')
  .option('--role <role>', 'web: lets people in; worker: performs and watches; all: both', 'all')
  .action(async ({ role }: { role: string }) => {
    const { start } = await import('../main.ts');
    await start(program.opts().config, roleOf(role));
  });
program
  .command('check')
  .description('check the configuration, without connecting to anything')
  .action(async () => finish(await (await commands.check()).check(program.opts())));
program
  .command('doctor')
  .description('ask every connector about every operation, with a remedy each')
  .action(async () => finish(await (await commands.doctor()).doctor(program.opts())));
program
  .command('connectors [name]')
  .description('list the configured connectors, or the configuration keys of one')
  .action(async (name: string | undefined) =>
    finish(await (await commands.connectors()).connectors({ ...program.opts(), name })),
  );
program
  .command('forecast')
  .description('who will be reminded of what, and when: writes nothing; with --json a line each')
  .option('--days <days>', 'how far ahead', '30')
  .action(async ({ days }: { days: string }) =>
    finish(await (await commands.forecast()).forecast({ ...program.opts(), days })),
  );
program
  .command('schema [kind]')
  .description(
    'print the JSON Schema of the configuration file, or of a file of words: lexicon, answers, utterances, systems, rules',
  )
  .action(async (kind: string | undefined) => finish((await commands.schema()).schema(kind)));

const understand = program
  .command('understand')
  .description('what a text is read as, and why; exit code 1 where it is nothing of ours')
  .argument('[text...]', 'what somebody wrote')
  .option('--jsonl', 'read {"text", "lang?"} lines on standard input and print a line for each', false)
  .action(async (text: string[], { jsonl }: { jsonl: boolean }) => {
    if (!jsonl && text.length === 0) return understand.help({ error: true });
    if (jsonl) finish(await (await commands.lines()).readLines(program.opts()));
    else finish(await (await commands.explain()).explain({ ...program.opts(), text: text.join(' ') }));
  });
understand
  .command('eval')
  .description('measure what is shipped; exit code 1 where a figure is not met')
  .option(
    '--data <file>',
    'utterances of others, {"text", "intent", "source", "lang", "hard"} lines',
    process.env.ACCESS_ACCOUNT_UTTERANCES,
  )
  .action(async ({ data }: { data: string | undefined }) => {
    const { evaluate } = await commands.evaluate();
    finish(await evaluate({ ...program.opts(), data: data || undefined }));
  });
understand
  .command('lint')
  .description('whether the words, the organisation’s own among them, are in order')
  .action(async () => {
    const { lint } = await commands.lint();
    finish(await lint(program.opts()));
  });

const effects = program.command('effects').description('what was put aside until a human has looked');
effects
  .command('parked')
  .description('list it; exit code 1 when there is anything')
  .action(async () => finish(await (await commands.effects()).effectsParked(program.opts())));
effects
  .command('retry [id]')
  .description('let one effect be tried again, or all of them')
  .action(async (id: string | undefined) =>
    finish(await (await commands.effects()).effectsRetry({ ...program.opts(), id })),
  );

const tickets = program.command('tickets').description('what was put aside because a ticket desk did not take it');
tickets
  .command('parked')
  .description('list it, by case and in order; exit code 1 when there is anything')
  .action(async () => finish(await (await commands.tickets()).ticketsParked(program.opts())));
tickets
  .command('replay')
  .argument('[case]', 'the id of a case', idOf)
  .description(
    'let the desk be asked again, for one case or for all, each in its order; exit code 1 when there is nothing',
  )
  .action(async (id: string | undefined) =>
    finish(await (await commands.tickets()).ticketsReplay({ ...program.opts(), case: id })),
  );

program
  .command('pauses')
  .description('what operators have stopped; exit code 1 when there is anything')
  .action(async () => finish(await (await commands.pauses()).pauses(program.opts())));
program
  .command('pause <scope>')
  .description(
    'stop all, a feature (unlockAccount, lockoutNotification, passwordReset, mfaReset) or system:NAME, until it is resumed',
  )
  .requiredOption('-r, --reason <text>', 'why; it stands in the audit')
  .action(async (scope: string, { reason }: { reason: string }) =>
    finish(await (await commands.pauses()).pause({ ...program.opts(), scope, reason })),
  );
program
  .command('resume <scope>')
  .description('let it go on; exit code 1 where something is still stopped')
  .action(async (scope: string) => finish(await (await commands.pauses()).resume({ ...program.opts(), scope })));

const consoleCommand = program.command('console').description('who may use the console, by way of this machine');
consoleCommand
  .command('link')
  .description('print a link that opens it once, in a browser on this machine; audited')
  .action(async () => finish(await (await commands.console()).consoleLink(program.opts())));
consoleCommand
  .command('sign-out [subject]')
  .description('end the sessions of one operator, by the subject the audit names, or everybody’s; audited')
  .action(async (subject: string | undefined) =>
    finish(await (await commands.console()).consoleSignOut({ ...program.opts(), subject })),
  );

program
  .command('people')
  .description('whose account is whose')
  .command('merge')
  .argument('<keep>', 'who stays: SYSTEM/ACCOUNT, by the id of the account or the login')
  .argument('<other>', 'who is the same person: SYSTEM/ACCOUNT')
  .option('-y, --yes', 'do it, and not only say what would be done', false)
  .description(
    'make one person of two who are one: accounts, channels, settings and history go over; audited; cannot be undone; exit code 1 where they cannot be merged',
  )
  .action(async (keep: string, other: string, { yes }: { yes: boolean }) =>
    finish(await (await commands.people()).peopleMerge({ ...program.opts(), keep, other, yes })),
  );

const audit = program.command('audit').description('the audit: verify or export it');
audit
  .command('verify')
  .description('hold the audit against its key and its witnesses')
  .option('-w, --witness <file...>', 'witness files of other replicas')
  .action(async ({ witness = [] }: { witness?: string[] }) =>
    finish(await (await commands.audit()).auditVerify({ ...program.opts(), witness })),
  );
audit
  .command('export')
  .description('print every entry as JSON lines, oldest first')
  .action(async () => finish(await (await commands.audit()).auditExport(program.opts())));

/** @throws InvalidArgumentError */
function idOf(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text;
  throw new InvalidArgumentError('It is no id: see `access-account tickets parked`.');
}

function finish(code: number): void {
  process.exitCode = code;
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (error instanceof ConfigurationError || error instanceof StartError) {
    const { json } = program.opts<{ json: boolean }>();
    if (json)
      console.log(
        JSON.stringify({
          problems:
            error instanceof ConfigurationError ? error.problems : [{ summary: error.summary, remedy: error.remedy }],
        }),
      );
    else console.error(error.message);
    process.exitCode = 2;
  } else {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
