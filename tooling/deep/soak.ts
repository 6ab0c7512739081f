import type { Part } from './part.ts';
export const soak: Part = {
  name: 'soak',
  summary: 'days in minutes: people come and go, the clock runs ahead, and nothing grows that they do not explain',
  run: async () => [],
};
