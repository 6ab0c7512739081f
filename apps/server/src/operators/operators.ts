import { derivedUuid } from '../storage/derived-uuid.ts';

/** Whose the cases are that are about the product itself: the operators, as if they were one person. */
export const operators = derivedUuid('operators');
