import { asJson, asList, type Json } from './json.ts';

/** What is wrong with a card by the schema of Adaptive Cards 1.5 as far as it is used here; empty: nothing. */
export function cardProblems(card: Json): readonly string[] {
  const problems: string[] = [];
  const check = (holds: boolean, problem: string) => {
    if (!holds) problems.push(problem);
  };
  const isText = (value: unknown) => typeof value === 'string' && value.length > 0;
  const isSpacing = (value: unknown, where: string) =>
    check([undefined, 'None', 'Small', 'Default', 'Medium', 'Large'].includes(value as string), `${where}.spacing`);
  const isAction = (action: Json, where: string) => {
    check(isText(action.title), `${where}.title`);
    check([undefined, 'default', 'positive', 'destructive'].includes(action.style as string), `${where}.style`);
    check([undefined, 'auto', 'none'].includes(action.associatedInputs as string), `${where}.associatedInputs`);
    if (action.type === 'Action.Execute') check(isText(action.verb), `${where}.verb`);
    else if (action.type === 'Action.OpenUrl') check(URL.canParse(String(action.url)), `${where}.url`);
    else problems.push(`${where}: unknown action ${String(action.type)}`);
  };
  check(card.type === 'AdaptiveCard', 'type');
  check(card.version === '1.5', 'version: Teams shows 1.5 at most');
  check(/^[a-z]{2,3}$/i.test(String(card.lang)), 'lang: a language, without a country');
  const body = asList(card.body).map(asJson);
  check(body.length > 0, 'body: empty');
  const ids = body.flatMap(({ id }) => (id === undefined ? [] : [id]));
  check(new Set(ids).size === ids.length, 'id: twice');
  body.forEach((element, index) => {
    const where = `body[${index}]`;
    isSpacing(element.spacing, where);
    switch (element.type) {
      case 'RichTextBlock':
        check(asList(element.inlines).length > 0, `${where}.inlines`);
        for (const run of asList(element.inlines).map(asJson)) {
          check(run.type === 'TextRun' && typeof run.text === 'string', `${where}.inlines`);
        }
        break;
      case 'TextBlock':
        check(typeof element.text === 'string', `${where}.text`);
        break;
      case 'Input.ChoiceSet': {
        check(isText(element.id), `${where}.id`);
        check(['compact', 'expanded', 'filtered'].includes(String(element.style)), `${where}.style`);
        check(element.isRequired !== true || isText(element.errorMessage), `${where}.errorMessage`);
        const choices = asList(element.choices).map(asJson);
        check(choices.length > 0, `${where}.choices`);
        for (const { title, value } of choices) check(isText(title) && isText(value), `${where}.choices`);
        break;
      }
      case 'ActionSet': {
        const actions = asList(element.actions).map(asJson);
        check(actions.length >= 1 && actions.length <= 6, `${where}.actions: 1 to 6`);
        for (const action of actions) isAction(action, `${where}.actions`);
        break;
      }
      default:
        problems.push(`${where}: unknown element ${String(element.type)}`);
    }
  });
  return problems;
}
