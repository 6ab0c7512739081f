import type { Part } from './part.ts';
export const properties: Part = {
  name: 'properties',
  summary: 'the properties of npm test, with many more runs each',
  run: async () => [],
};
