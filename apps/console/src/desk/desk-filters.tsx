import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { DeskFilter, Overview } from '../api/console-types.ts';
import { featureWords } from './ticket-words.ts';
import { goTo } from './use-desk-address.ts';

const statuses = [
  { value: '', label: 'All' },
  { value: 'open', label: 'Open' },
  { value: 'handed-off', label: 'Handed off' },
  { value: 'resolved', label: 'Resolved' },
];
const features = Object.entries(featureWords).map(([value, label]) => ({ value, label }));
/** Milliseconds after the last letter. */
const typingEnds = 300;

export interface DeskFiltersProps {
  readonly filter: DeskFilter;
  readonly overview: Overview;
}

/** Narrows the list; the address keeps what was chosen. */
export function DeskFilters({ filter, overview }: DeskFiltersProps) {
  const change = (some: DeskFilter, replace = false) =>
    goTo({ filter: { ...filter, ...some }, ticket: null }, { replace });
  const systems = overview.connectors
    .filter(({ kind }) => kind === 'identity')
    .map(({ name, displayName }) => ({ value: name, label: displayName }));
  return (
    <search className="desk-filters" aria-label="Filter the tickets">
      <SegmentedControl
        fullWidth
        size="xs"
        data={statuses}
        value={statuses.find(({ value }) => value === filter.status)?.value ?? ''}
        onChange={(status) => change({ status })}
        aria-label="Status"
      />
      <NativeSelect
        label="Feature"
        data={[{ value: '', label: 'Every feature' }, ...features]}
        value={filter.feature ?? ''}
        onChange={({ currentTarget }) => change({ feature: currentTarget.value })}
      />
      <NativeSelect
        label="System"
        data={[{ value: '', label: 'Every system' }, ...systems]}
        value={filter.system ?? ''}
        onChange={({ currentTarget }) => change({ system: currentTarget.value })}
      />
      <TypedFilter
        label="Person"
        placeholder="Login, e-mail or full name"
        value={filter.person ?? ''}
        onChange={(person) => change({ person }, true)}
      />
      <TypedFilter
        label="Words or number"
        placeholder="unlock, INC0010023"
        value={filter.text ?? ''}
        onChange={(text) => change({ text }, true)}
      />
      {Object.keys(filter).length > 0 && (
        <Button
          className="desk-clear"
          variant="subtle"
          size="compact-sm"
          onClick={() => goTo({ filter: {}, ticket: null })}
        >
          Clear the filters
        </Button>
      )}
    </search>
  );
}

interface TypedFilterProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  onChange(value: string): void;
}

function TypedFilter({ label, placeholder, value, onChange }: TypedFilterProps) {
  const [typed, setTyped] = useState(value);
  const settle = useDebouncedCallback(onChange, typingEnds);
  // Somebody went back, or cleared it.
  useEffect(() => setTyped((now) => (now.trim() === value ? now : value)), [value]);
  return (
    <TextInput
      type="search"
      label={label}
      placeholder={placeholder}
      maxLength={200}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        settle(currentTarget.value);
      }}
    />
  );
}
