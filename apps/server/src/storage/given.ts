/**
 * The rows of a statement's first parameter, which is a JSON array, with these columns; for statements that find by key
 * what the rows name. Of JSON alone the planner thinks that it holds a hundred rows, and of a table that has just grown
 * that it is small: it would read the table, or all that is under way, to find three. The limit tells it how few are asked for.
 * Said twice: of a limit that is not known yet it takes a tenth, so that the plan that is kept for all parameters looks as cheap to
 * it as one made anew for a single row, and it keeps that instead of planning every time.
 */
export function given(columns: string): string {
  const rows = `select * from jsonb_to_recordset($1::jsonb) as given (${columns}) limit jsonb_array_length($1::jsonb)`;
  return `(select * from (${rows}) as given limit jsonb_array_length($1::jsonb))`;
}
