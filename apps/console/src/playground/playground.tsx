import { Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Overview } from '../api/console-types.ts';
import { useDay } from '../api/use-day.ts';
import { usePeople } from '../api/use-people.ts';
import { usePersona } from '../api/use-persona.ts';
import { Header } from '../shell/header.tsx';
import { TimelinePane } from '../timeline/timeline-pane.tsx';
import { DayControl } from './day-control.tsx';
import { Frame } from './frame.tsx';
import { Pane } from './pane.tsx';
import { PersonSelector } from './person-selector.tsx';
import { TryIt } from './try-it.tsx';

export interface PlaygroundProps {
  readonly overview: Overview;
  readonly connected: boolean;
}

/** The product at work, on one page: a directory to be locked out of, the chat that helps, and what happens in between. */
export function Playground({ overview, connected }: PlaygroundProps) {
  const nameOf = (kind: string, id: string) =>
    overview.connectors.find((connector) => connector.kind === kind && connector.id === id)?.name;
  const sandbox = nameOf('identity', 'sandbox');
  const web = nameOf('channel', 'web');
  return (
    <div className="playground">
      {sandbox !== undefined && web !== undefined ? (
        <Scene overview={overview} connected={connected} sandbox={sandbox} web={web} />
      ) : (
        <>
          <Header page="/console/" overview={overview} connected={connected} />
          <main className="panes">
            <Pane title="Nothing to play with" hint="The playground needs a sandbox directory and the web chat">
              <Text p="md" c="dimmed">
                {sandbox === undefined && 'No sandbox directory is configured. '}
                {web === undefined && 'No web chat is configured. '}
                The timeline shows what happens here all the same.
              </Text>
            </Pane>
            <TimelinePane />
          </main>
        </>
      )}
    </div>
  );
}

interface SceneProps extends PlaygroundProps {
  readonly sandbox: string;
  readonly web: string;
}

function Scene({ overview, connected, sandbox, web }: SceneProps) {
  const people = usePeople(sandbox);
  const { person, become, problem, seat } = usePersona(web);
  const day = useDay(sandbox);
  const [reloads, setReloads] = useState(0);
  const first = people.data?.[0]?.login;

  // Somebody has to sit at the chat. Once: whoever leaves it later means to.
  const seated = useRef(false);
  useEffect(() => {
    if (seated.current || person === undefined || first === undefined) return;
    seated.current = true;
    if (person === null) become(first);
  }, [person, first, become]);

  const query = person ? `?${new URLSearchParams({ login: person })}` : '';
  const signIn = `/connectors/${encodeURIComponent(sandbox)}/sign-in${query}`;
  const chat = `/connectors/${encodeURIComponent(web)}/`;
  return (
    <>
      <Header page="/console/" overview={overview} connected={connected}>
        <PersonSelector
          people={people.data ?? []}
          person={person ?? null}
          problem={problem ?? people.error?.message}
          onChange={become}
        />
      </Header>
      <TryIt />
      <main className="panes">
        <Pane
          title="Sign in"
          hint="A real directory to lock yourself out of"
          address={signIn}
          onReload={() => setReloads(reloads + 1)}
        >
          <DayControl {...day} />
          <Frame
            key={`${signIn} ${reloads} ${day.day?.hoursAhead ?? 0}`}
            title="Sign in to the sandbox"
            address={signIn}
          />
        </Pane>
        <Pane
          title="Chat"
          hint="Where the person hears about it"
          address={chat}
          onReload={() => setReloads(reloads + 1)}
        >
          <Frame key={`${seat} ${reloads}`} title={person ? `The chat of ${person}` : 'The chat'} address={chat} />
        </Pane>
        <TimelinePane />
      </main>
    </>
  );
}
