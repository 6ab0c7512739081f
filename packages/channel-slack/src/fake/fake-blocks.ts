/** Block Kit as far as an app may send it here; everything is looked at before it is believed. */
export type Json = { readonly [name: string]: unknown };

export interface BlockLimits {
  /** Of a message 50, of a view 100. */
  readonly blocks: number;
}

/** What is wrong with blocks by Slack's published limits; empty: nothing. */
export function blockProblems(blocks: unknown, { blocks: most }: BlockLimits): readonly string[] {
  if (!Array.isArray(blocks)) return ['blocks: not a list'];
  const problems: string[] = [];
  const check = (holds: boolean, problem: string) => {
    if (!holds) problems.push(problem);
  };
  const lengthOf = (text: unknown) => (typeof text === 'string' ? text.length : -1);
  const isText = (text: unknown, longest: number, where: string, types = ['plain_text']) => {
    const { type, text: said } = asJson(text);
    check(types.includes(String(type)), `${where}: must be ${types.join(' or ')}`);
    check(lengthOf(said) >= 1 && lengthOf(said) <= longest, `${where}: 1 to ${longest} characters`);
  };
  const isId = (id: unknown, where: string) => check(lengthOf(id) >= 1 && lengthOf(id) <= 255, `${where}: 1 to 255`);
  const areOptions = (options: unknown, where: string) => {
    check(Array.isArray(options) && options.length >= 1 && options.length <= 100, `${where}: 1 to 100 options`);
    for (const option of asList(options)) {
      isText(asJson(option).text, 75, `${where}.text`);
      check(lengthOf(asJson(option).value) >= 1 && lengthOf(asJson(option).value) <= 150, `${where}.value`);
    }
  };
  const isElement = (element: Json, where: string) => {
    isId(element.action_id, `${where}.action_id`);
    if (element.type === 'button') {
      isText(element.text, 75, `${where}.text`);
      check(lengthOf(element.value) <= 2000, `${where}.value`);
      check([undefined, 'primary', 'danger'].includes(element.style as string), `${where}.style`);
    } else if (element.type === 'static_select') {
      if (element.placeholder !== undefined) isText(element.placeholder, 150, `${where}.placeholder`);
      check((element.options === undefined) !== (element.option_groups === undefined), `${where}: one of them`);
      if (element.options !== undefined) areOptions(element.options, where);
      const groups = asList(element.option_groups);
      check(groups.length <= 100, `${where}: 100 groups`);
      for (const group of groups) {
        isText(asJson(group).label, 75, `${where}.label`);
        areOptions(asJson(group).options, where);
      }
    } else problems.push(`${where}: unknown element ${String(element.type)}`);
  };
  check(blocks.length <= most, `blocks: at most ${most}`);
  const ids = blocks.flatMap((block) => (asJson(block).block_id === undefined ? [] : [asJson(block).block_id]));
  check(new Set(ids).size === ids.length, 'block_id: twice');
  blocks.map(asJson).forEach((block, index) => {
    const where = `blocks[${index}]`;
    if (block.block_id !== undefined) isId(block.block_id, `${where}.block_id`);
    switch (block.type) {
      case 'section':
        check(block.text !== undefined || block.fields !== undefined, `${where}: text or fields`);
        if (block.text !== undefined) isText(block.text, 3000, `${where}.text`, ['plain_text', 'mrkdwn']);
        check(asList(block.fields).length <= 10, `${where}.fields: at most 10`);
        for (const field of asList(block.fields)) isText(field, 2000, `${where}.fields`, ['plain_text', 'mrkdwn']);
        break;
      case 'actions': {
        const elements = asList(block.elements).map(asJson);
        check(elements.length >= 1 && elements.length <= 25, `${where}.elements: 1 to 25`);
        check(new Set(elements.map((one) => one.action_id)).size === elements.length, `${where}: action_id twice`);
        for (const element of elements) isElement(element, `${where}.elements`);
        break;
      }
      case 'input':
        isText(block.label, 2000, `${where}.label`);
        isElement(asJson(block.element), `${where}.element`);
        break;
      case 'rich_text':
        check(asList(block.elements).length > 0, `${where}.elements`);
        for (const section of asList(block.elements).map(asJson)) {
          check(section.type === 'rich_text_section', `${where}: ${String(section.type)}`);
          for (const element of asList(section.elements).map(asJson)) {
            check(
              ['text', 'link', 'user', 'broadcast', 'usergroup', 'channel', 'emoji'].includes(String(element.type)),
              where,
            );
            if (element.type === 'text') check(lengthOf(element.text) >= 1, `${where}.text`);
            if (element.type === 'link') check(URL.canParse(String(element.url)), `${where}.url`);
          }
        }
        break;
      default:
        problems.push(`${where}: unknown block ${String(block.type)}`);
    }
  });
  return problems;
}

export function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
