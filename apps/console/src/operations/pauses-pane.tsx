import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Overview, Pause } from '../api/console-types.ts';
import { isSignedOut } from '../api/request-json.ts';
import { usePauses } from '../api/use-operations.ts';
import { useMayAct } from '../api/use-session.ts';
import { Pane } from '../playground/pane.tsx';
import { ActProblem } from '../shell/act-problem.tsx';
import { RoleNeeded } from '../shell/role-needed.tsx';
import { RelativeTime } from '../timeline/relative-time.tsx';

const scopeWords: Readonly<Record<string, string>> = {
  all: 'Everything that changes a directory',
  unlockAccount: 'Unlocks',
  lockoutNotification: 'Notices of lockouts',
  passwordReset: 'Password resets',
  mfaReset: 'MFA resets',
};

/** What is stopped, until somebody lets it go on: in every server at once, and over restarts. */
export function PausesPane({ overview }: { readonly overview: Overview }) {
  const { list, pause, resume } = usePauses();
  const { mayAct, role } = useMayAct('admin');
  const pauses = list.data?.pauses ?? [];
  const wordsOf = (scope: string) =>
    scopeWords[scope] ??
    `Whatever changes ${overview.connectors.find(({ name }) => `system:${name}` === scope)?.displayName ?? scope}`;
  const problem = [list.error, pause.error, resume.error].find((error) => error !== null && !isSignedOut(error));
  return (
    <Pane title="The brake" hint="What is stopped until somebody lets it go on">
      <div className="operations-scroll">
        {problem && <ActProblem problem={problem} />}
        {list.data !== undefined && pauses.length === 0 && <Text c="dimmed">Nothing is paused.</Text>}
        <ul className="operations-rows" aria-label="What is paused">
          {pauses.map((one) => (
            <PauseLine
              key={one.scope}
              pause={one}
              words={wordsOf(one.scope)}
              onResume={mayAct ? () => resume.mutate(one.scope) : undefined}
            />
          ))}
        </ul>
        {mayAct ? (
          <PauseForm
            scopes={[
              ...Object.keys(scopeWords),
              ...overview.connectors.filter(({ kind }) => kind === 'identity').map(({ name }) => `system:${name}`),
            ].map((value) => ({ value, label: wordsOf(value) }))}
            isPending={pause.isPending}
            onPause={(scope, reason, done) => pause.mutate({ scope, reason }, { onSuccess: done })}
          />
        ) : (
          <RoleNeeded what="Pausing and resuming" needed="admin" role={role} />
        )}
      </div>
    </Pane>
  );
}

interface PauseLineProps {
  readonly pause: Pause;
  readonly words: string;
  /** undefined: not with this role. */
  readonly onResume: (() => void) | undefined;
}

const PauseLine = ({ pause: { reason, by, since }, words, onResume }: PauseLineProps) => (
  <li>
    <div>
      <strong>{words}</strong> {by !== null && `by ${by} `}
      <RelativeTime at={since} />
      <p className="desk-words">{reason}</p>
    </div>
    {onResume && (
      <Button size="xs" variant="default" onClick={onResume} aria-label={`Resume: ${words}`}>
        Resume
      </Button>
    )}
  </li>
);

interface PauseFormProps {
  readonly scopes: { readonly value: string; readonly label: string }[];
  readonly isPending: boolean;
  onPause(scope: string, reason: string, done: () => void): void;
}

function PauseForm({ scopes, isPending, onPause }: PauseFormProps) {
  const [scope, setScope] = useState('all');
  const [reason, setReason] = useState('');
  return (
    <form
      className="operations-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') onPause(scope, reason.trim(), () => setReason(''));
      }}
    >
      <NativeSelect
        label="Stop"
        data={scopes}
        value={scope}
        onChange={({ currentTarget }) => setScope(currentTarget.value)}
      />
      <TextInput
        label="Why"
        description="It stands in the audit, with your name. People are told, and the service desk gets their requests."
        required
        maxLength={500}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <Button type="submit" color="red" loading={isPending} disabled={reason.trim() === ''}>
        Pause
      </Button>
    </form>
  );
}
