import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { silentLogger } from '@access-account/testkit';
import { temporaryDirectory } from '../../../tooling/testing/index.ts';
import { CurrentUnderstanding } from '../src/understanding/current-understanding.ts';
import { until } from './support/until.ts';

const folderOf = () => {
  const folder = join(temporaryDirectory(), 'understanding');
  mkdirSync(join(folder, 'lexicon'), { recursive: true });
  return folder;
};
const intentOf = (understanding: CurrentUnderstanding, text: string) =>
  understanding.read({ text, systems: [], question: null }).candidates[0];

test('an organisation’s words count as soon as the file is saved, and a wrong file changes nothing', async () => {
  const folder = folderOf();
  const warnings: string[] = [];
  const logger = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
  const understanding = new CurrentUnderstanding({ folder, logger });
  const end = new AbortController();
  understanding.follow(end.signal);
  try {
    expect(intentOf(understanding, 'my zapstick is gone')).toBeUndefined();
    const file = join(folder, 'lexicon', 'en.yaml');
    writeFileSync(file, 'language: en\nconcepts: { MFA: [zapstick] }\n');
    await until(() => intentOf(understanding, 'my zapstick is gone') === 'mfa_reset');
    writeFileSync(file, 'language: en\nconcepts: { mfa: zapstick }\n');
    await until(() => warnings.length > 0);
    expect(intentOf(understanding, 'my zapstick is gone')).toBe('mfa_reset');
  } finally {
    end.abort();
  }
});

test('own utterances are understood as they stand', () => {
  const folder = folderOf();
  const write = (path: string, utterances: readonly string[]) => {
    mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(folder, path, 'en.yaml'), JSON.stringify({ utterances }));
  };
  write('intents/human', ['summon the (wise|old) owl', 'owl please']);
  write('negatives', ['reset my password hamster']);
  const understanding = new CurrentUnderstanding({ folder, logger: silentLogger });
  const shipped = new CurrentUnderstanding({ folder: null, logger: silentLogger });
  expect(intentOf(understanding, 'Summon the wise owl!')).toBe('human');
  expect(intentOf(shipped, 'Summon the wise owl!')).toBeUndefined();
  expect(intentOf(understanding, 'reset my password hamster')).toBeUndefined();
  expect(intentOf(shipped, 'reset my password hamster')).toBe('password_reset');
  expect(intentOf(understanding, 'unlock my account')).toBe('unlock_account');
});
