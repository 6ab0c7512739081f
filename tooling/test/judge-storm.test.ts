import { judgeStorm } from '../chaos/storm/judge-storm.ts';
import type { ChatMessage, LedgerEntry } from '../stand-in/index.ts';

const rules = { people: 1, notices: 2, within: 1000 };

function storm() {
  const ledger: LedgerEntry[] = [];
  const messages: ChatMessage[] = [];
  const write = (entry: Pick<LedgerEntry, 'operation' | 'login' | 'at' | 'body'>, system: LedgerEntry['system']) =>
    ledger.push({
      n: ledger.length + 1,
      system,
      idempotencyKey: String(ledger.length),
      changed: true,
      locked: true,
      ...entry,
    });
  const desk = (operation: string, body: object = {}) => write({ operation, login: 'operators', at: 0, body }, 'desk');
  const notice = (login: string, at: number) => {
    const message = { text: `${login} is locked.`, locale: 'en' };
    messages.push({ id: String(messages.length), n: messages.length + 1, login, at, message, replaced: false });
    write({ operation: 'message.send', login, at, body: message }, 'chat');
  };
  const judged = () =>
    judgeStorm({
      standIn: { ledger: async () => ledger, allMessages: async () => messages },
      logins: ['a', 'b', 'c', 'd'],
      spared: ['d'],
      sparedAt: 500,
      rules,
      quietAfter: 0,
    });
  return { desk, notice, judged };
}

/** One incident, two told in it, the third after it, the fourth not at all. */
function good() {
  const told = storm();
  told.desk('ticket.open', { key: 'attack:1' });
  told.desk('ticket.hand-off');
  told.desk('ticket.note');
  told.notice('a', 10);
  told.notice('b', 20);
  told.notice('c', 2000);
  return told;
}

test('a storm that went as it should is found to have', async () => {
  expect(await good().judged()).toEqual({
    ...{ incidents: 1, toldWithin: 2, toldAfter: 1, lost: 0, doubled: 0 },
    findings: [],
  });
});

test('a notice that was on its way when its lock was lifted claims nothing wrong', async () => {
  const told = good();
  told.notice('d', 1500);
  expect((await told.judged()).findings).toEqual([]);
});

type Told = ReturnType<typeof storm>;

test.each<readonly [string, (told: Told) => void, RegExp]>([
  ['a second incident', (told) => told.desk('ticket.open', { key: 'attack:2' }), /2 incidents/],
  ['a ticket of one person', (told) => told.desk('ticket.open', { key: 'unlock:1' }), /1 tickets of single people/],
  ['a second hand-off', (told) => told.desk('ticket.hand-off'), /security 2 times/],
  ['a second end', (told) => told.desk('ticket.note'), /heard 2 times/],
  ['a message too many while it lasts', (told) => told.notice('c', 30), /3 people were told while it lasted/],
  ['somebody told twice', (told) => told.notice('c', 3000), /c was told 2 times/],
  ['somebody told of a lock that is over', (told) => told.notice('d', 3000), /d was told of a lock that was over/],
])('the judge notices %s', async (_, more, finding) => {
  const told = good();
  more(told);
  expect((await told.judged()).findings.join()).toMatch(finding);
});

test('the judge notices whoever was never told, and an incident that never was', async () => {
  const { findings, lost } = await storm().judged();
  expect(findings.join()).toMatch(/0 incidents.*a was locked to the end, and never told/s);
  expect(lost).toBe(6);
});
