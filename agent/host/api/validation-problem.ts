import { maskNumbers } from '../../domain/cards/mask-numbers.ts';
import { explain } from '../../domain/validation/explain.ts';
import { type Refusal, refuse } from '../../usecases/outcome.ts';

/** What is wrong with a part of a request by its schema, in the words in which bundles and files are told it (`agent/domain/validation`). Nothing that may be a card number is said again. */
export function validationProblem(schema: object, value: unknown, part: 'params' | 'body' | 'querystring'): Refusal<'bad-request'> {
  const invalid = explain(schema, value);
  if (invalid === undefined) return refuse('bad-request', 'The request does not have the described form.');
  const { path, detail } = invalid;
  const where = part === 'body' ? path || 'The body' : `${part}${path}`;
  return { ...refuse('bad-request', `${maskNumbers(where)} ${detail}.`), path };
}
