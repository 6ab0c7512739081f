import { mentionsIn } from '../src/mentions-in.ts';
import { plainWords } from '../src/plain-words.ts';

test('UA-4 whoever is mentioned is known by their id, whatever they are called in the text (I)', () => {
  const text =
    'please unlock <@U024BE7LH> and <@W012A3CDE|jane doe>, not <#C1|general>, <!here> or <https://x.test|@U999>';
  expect(mentionsIn(text, 'T1')).toEqual([
    { words: '@U024BE7LH', user: { id: 'T1/U024BE7LH' } },
    { words: '@jane doe', user: { id: 'T1/W012A3CDE' } },
  ]);
  for (const { words } of mentionsIn(text, 'T1')) expect(plainWords(text)).toContain(words);
});

test('what somebody only writes like a mention is none (I)', () => {
  // Slack escapes what people type.
  expect(mentionsIn('unlock &lt;@U024BE7LH&gt; or @U024BE7LH', 'T1')).toEqual([]);
});
