import { useEffect } from 'react';
import type { Overview } from '../api/console-types.ts';
import { Header } from '../shell/header.tsx';
import { ParkedPane } from './parked-pane.tsx';
import { PausesPane } from './pauses-pane.tsx';

export const operationsPath = '/console/operations';

export interface OperationsPageProps {
  readonly overview: Overview;
  readonly connected: boolean;
}

/** What operators do when something is wrong: stop things, let them go on, and look after what was put aside. */
export function OperationsPage({ overview, connected }: OperationsPageProps) {
  useEffect(() => {
    document.title = `Operations · ${overview.organization}`;
  }, [overview.organization]);
  return (
    <div className="playground">
      <Header page={operationsPath} overview={overview} connected={connected} />
      <main className="panes operations">
        <PausesPane overview={overview} />
        <ParkedPane />
      </main>
    </div>
  );
}
