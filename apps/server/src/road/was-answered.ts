/**
 * Of a `token`: whether its question was answered, by this button, another one or words. One that is over without an answer
 * (a day passed, the account was opened elsewhere) is used as well. Only of those that are used is the question looked at.
 */
export const wasAnswered = `(token.used_at is not null and exists (select from choice_token sibling
    where sibling.person_id = token.person_id and sibling.question_id = token.question_id
      and sibling.used_event >= '00000000-0000-0000-0000-000000000000'))`;
