import { catalogues, variants } from '../src/catalogues.ts';
import { en } from '../src/languages/en.ts';
import { messageProblems } from '../src/message-problems.ts';
import type { SentenceKey } from '../src/sentence.ts';
import { sentenceKeys } from './support/any-sentence.ts';

const languages = Object.entries({ ...catalogues, ...variants });
const entries = (texts: (typeof languages)[number][1]) => Object.entries(texts) as [SentenceKey, string][];

test('LIM-12 seven languages are complete', () => {
  expect(Object.keys(catalogues).sort()).toEqual(['de', 'en', 'es', 'fr', 'it', 'ja', 'pt-BR']);
  for (const texts of Object.values(catalogues)) expect(Object.keys(texts).sort()).toEqual([...sentenceKeys].sort());
});

describe.each(languages)('the words in %s', (language, texts) => {
  test('CFG-10 name what English names, tell apart what English tells apart, and have the plurals of the language', () => {
    const problems = entries(texts).flatMap(([key, text]) =>
      messageProblems({ text, english: en[key], locale: language }).map((problem) => `${key}: ${problem}`),
    );
    expect(problems).toEqual([]);
  });

  test('are written with care: no straight quotes, no doubled or stray blanks', () => {
    for (const [, text] of entries(texts)) {
      expect(text).not.toMatch(/['"]|\S {2,}\S|^\s|\s$|\.\.\./);
      expect(text).not.toMatch(/ [.,]/);
    }
  });

  test('LIM-1 ask for no words that would have to be understood: help is chosen, not spelled', () => {
    const quoted = entries(texts).flatMap(([key, text]) => (/[“„«「]/.test(text) ? [key] : []));
    // The person's own words, said back.
    expect(quoted.filter((key) => key !== 'desk.offer-system')).toEqual([]);
  });

  test('GEN-10 no two buttons bear one label', () => {
    const labels = entries(texts).flatMap(([key, text]) => (key.startsWith('choice.') ? [text] : []));
    expect(new Set(labels).size).toBe(labels.length);
  });

  test('are not English, except where the words are the same', () => {
    if (language === 'en') return;
    const same = entries(texts).flatMap(([key, text]) => (text === en[key] ? [key] : []));
    const expected = [
      'account.field',
      'choice.no',
      'choice.service-desk',
      'instructions.body',
      'person.field',
      'question.answered',
    ];
    expect(same.filter((key) => !expected.includes(key))).toEqual([]);
  });
});

test('German is formal, and its informal variant has all that addresses somebody, and only that', () => {
  const formal = /\b(Sie|Ihnen|Ihr|Ihre|Ihrem|Ihren|Ihrer)\b/;
  const informal = /\b([Dd]u|[Dd]ir|[Dd]ich|[Dd]ein\w*)\b/;
  const de = catalogues.de ?? en;
  const du = variants['de-x-informal'] ?? {};
  for (const text of Object.values(de)) expect(text).not.toMatch(informal);
  for (const text of Object.values(du)) expect(text).not.toMatch(formal);
  for (const key of sentenceKeys) expect([key, key in du]).toEqual([key, formal.test(de[key])]);
});

test('French has no breaking blank before its double signs', () => {
  for (const text of Object.values(catalogues.fr ?? {})) expect(text).not.toMatch(/ [:;?!»]|« /);
});

test('Japanese has full-width signs', () => {
  for (const text of Object.values(catalogues.ja ?? {})) expect(text).not.toMatch(/[\u3040-\u9fff][,.?!:]/);
});

describe('GEN-6 words that claim success are said only with an outcome that was read back', () => {
  // What the other channels are told is worded as news, not as a success.
  const proven = sentenceKeys.filter((key) =>
    /^(another\.done|unlock\.done.*|mfa\.(done|done-one|partly-done|sessions-ended))$/.test(key),
  );
  const claims: Readonly<Record<string, RegExp>> = {
    en: /\} unlocked\.|Reset complete|I removed|are ended: sign/,
    de: /entsperrt\. |abgeschlossen!|Ich habe \{factors\}|beendet: Melden/,
    es: /desbloqueadas\}\}\. |completado|He eliminado|están cerradas:/,
    fr: /déverrouillés\}\}\. |terminée|J’ai supprimé|sont fermées\u00a0: rec/,
    it: /sbloccati\}\}\. |completata|Ho rimosso|sono chiuse:/,
    'pt-BR': /desbloqueadas\}\}\. |concluída|Removi \{|encerradas: entre/,
    ja: /ロックを解除しました|完了しました|削除しました|を終了しました/,
  };

  test.each(Object.entries(catalogues))('in %s', (language, texts) => {
    const claiming = sentenceKeys.filter((key) => claims[language]?.test(texts[key]));
    expect(claiming).toEqual(proven);
  });
});
