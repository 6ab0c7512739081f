/**
 * The rows of a statement's first parameter, which is a JSON array, with these columns; for statements that find by key
 * what the rows name. Of JSON alone the planner thinks that it holds a hundred rows, and of a table that has just grown
 * that it is small: it would read the table, or all that is under way, to find three. The limit tells it how few are asked
 * for: as many as there are, or ten in a plan that is kept for all parameters.
 */
export function given(columns: string): string {
  return `(select * from jsonb_to_recordset($1::jsonb) as given (${columns}) limit jsonb_array_length($1::jsonb))`;
}
