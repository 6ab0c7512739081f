import { createLogger } from '../src/logger.ts';

function logged(secrets: readonly string[], text: string): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  createLogger({ level: 'info', secrets, destination }).info(text, { reason: `It said: ${text}` });
  return lines.join('');
}

test.each([
  ['a quotation mark', 'pa"ss"word'],
  ['a backslash', 'pass\\word\\'],
  ['lines, as a key has', '-----BEGIN KEY-----\nMIIEvQ\nIBADAN\n-----END KEY-----\n'],
  ['letters that JSON escapes', 'pass\u0007word\u2028'],
])('I9 a secret with %s is in no line of the log', (_, secret) => {
  const line = logged([secret], `before ${secret} after`);
  expect(JSON.parse(line)).toMatchObject({
    msg: 'before [redacted] after',
    reason: 'It said: before [redacted] after',
  });
});

test('I9 of a secret that another one is part of nothing is left over', () => {
  expect(logged(['acme', 'acme-very-secret'], 'acme-very-secret')).not.toContain('very');
});
