import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Overview } from '../api/console-types.ts';
import { OperatorMenu } from './operator-menu.tsx';
import { SchemeToggle } from './scheme-toggle.tsx';
import { StateBadge } from './state-badge.tsx';

const iconAddress = new URL('../icon.svg', import.meta.url).href;

/** The console's pages, by their addresses. */
const pages = [
  { address: '/console/', words: 'Playground' },
  { address: '/console/tickets', words: 'Tickets' },
  { address: '/console/operations', words: 'Operations' },
] as const;

export interface HeaderProps {
  readonly overview: Overview;
  readonly connected: boolean;
  readonly page: (typeof pages)[number]['address'];
  readonly children?: ReactNode;
}

/** What is above every page: whose installation it is, how it is, and the way to the other pages. */
export function Header({ overview, connected, page, children }: HeaderProps) {
  return (
    <header className="header">
      <img src={iconAddress} alt="" width={34} height={34} />
      <div className="header-title">
        <h1>{overview.organization}</h1>
        <p>Access Account</p>
      </div>
      <nav className="header-pages" aria-label="Pages">
        {pages.map(({ address, words }) => (
          <a key={address} href={address} aria-current={address === page ? 'page' : undefined}>
            {words}
          </a>
        ))}
      </nav>
      {overview.sandbox && (
        <Badge color="yellow.4" variant="filled" size="lg" tt="none">
          Sandbox
        </Badge>
      )}
      {overview.shadow.length > 0 && (
        <Badge color="grape" variant="filled" size="lg" tt="none" title={overview.shadow.join(', ')}>
          Shadow mode: nothing is sent or changed
        </Badge>
      )}
      {overview.attack && (
        <Badge color="red" variant="filled" size="lg" tt="none">
          Many lockouts: {overview.attack.people} people, {overview.attack.held} not told yet
        </Badge>
      )}
      <StateBadge overview={overview} connected={connected} />
      <div className="header-end">
        {children}
        <OperatorMenu />
        <SchemeToggle />
      </div>
    </header>
  );
}
