import { Text } from '@mantine/core';
import { useSyncExternalStore } from 'react';

const tickMilliseconds = 5_000;
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'narrow' });
const units = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', Number.POSITIVE_INFINITY],
] as const;

function subscribe(listener: () => void): () => void {
  const timer = window.setInterval(listener, tickMilliseconds);
  return () => window.clearInterval(timer);
}
const currentTick = () => Math.floor(Date.now() / tickMilliseconds);

function ago(at: string): string {
  let amount = Math.max(0, (Date.now() - Date.parse(at)) / 1000);
  if (amount < 5) return 'now';
  for (const [unit, next] of units) {
    if (amount < next) return relative.format(-Math.floor(amount), unit);
    amount /= next;
  }
  return '';
}

/** How long ago something was; the exact instant on hover. */
export function RelativeTime({ at }: { readonly at: string }) {
  useSyncExternalStore(subscribe, currentTick);
  return (
    <Text component="time" dateTime={at} title={full.format(new Date(at))} size="xs" c="dimmed" className="when">
      {ago(at)}
    </Text>
  );
}
