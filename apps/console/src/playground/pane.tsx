import { ActionIcon } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { Icon } from '../shell/icon.tsx';

export interface PaneProps {
  readonly title: string;
  readonly hint: string;
  readonly children: ReactNode;
  /** The pane's page on its own. */
  readonly address?: string;
  readonly onReload?: () => void;
  readonly actions?: ReactNode;
}

/** One of the playground's three windows. */
export function Pane({ title, hint, children, address, onReload, actions }: PaneProps) {
  const id = useId();
  return (
    <section className="pane" aria-labelledby={id}>
      <header className="pane-header">
        <div className="pane-title">
          <h2 id={id}>{title}</h2>
          <p>{hint}</p>
        </div>
        {actions}
        {onReload && (
          <ActionIcon variant="subtle" color="gray" onClick={onReload} aria-label={`Reload: ${title}`} title="Reload">
            <Icon name="reload" size={16} />
          </ActionIcon>
        )}
        {address && (
          <ActionIcon
            variant="subtle"
            color="gray"
            component="a"
            href={address}
            target="_blank"
            rel="noopener"
            aria-label={`Open in a tab of its own: ${title}`}
            title="Open in a tab of its own"
          >
            <Icon name="external" size={16} />
          </ActionIcon>
        )}
      </header>
      {children}
    </section>
  );
}
