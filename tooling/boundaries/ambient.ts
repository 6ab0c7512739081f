import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a folder may not reach for without importing it. */
export interface AmbientRule {
  readonly name: string;
  readonly files: readonly string[];
  readonly never: RegExp;
  readonly instead: string;
}

export const ambientRules: readonly AmbientRule[] = [
  {
    name: 'pure',
    files: ['packages/policies/src/**/*.ts', 'packages/understanding/src/**/*.ts', 'packages/messages/src/**/*.ts'],
    never:
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bfetch\(|\bset(Timeout|Interval)\b|\bperformance\.|\bprocess\.|\bcrypto\./,
    instead: 'Take it from the situation.',
  },
  {
    name: 'connector-doors',
    files: ['packages/{identity,channel,ticketing}-*/src/**/*.ts'],
    never: /\bprocess\.env\b|(?<![.\w'"`])fetch\(|\bglobalThis\.fetch\b/,
    instead: 'Use the context’s fetch and the configuration.',
  },
];

export interface AmbientViolation {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Lines of code, without comments, that reach for what their folder may not. */
export function checkAmbient(root: string): {
  readonly files: number;
  readonly violations: readonly AmbientViolation[];
} {
  const violations: AmbientViolation[] = [];
  let files = 0;
  for (const { name, files: patterns, never } of ambientRules) {
    for (const file of globSync([...patterns], { cwd: root })) {
      files += 1;
      const lines = readFileSync(join(root, file), 'utf8').split('\n');
      lines.forEach((text, index) => {
        if (!/^\s*(\/\/|\*|\/\*)/.test(text) && never.test(text))
          violations.push({ rule: name, file, line: index + 1, text: text.trim() });
      });
    }
  }
  return { files, violations };
}
