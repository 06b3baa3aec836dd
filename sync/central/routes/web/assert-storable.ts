import { canonicalJson } from '../../../../agent/domain/canonical-json.ts';
import { ProblemError } from '../../problem-error.ts';

/** U+0000 as JSON writes it: not after an odd number of backslashes, which would be a text about it */
const nul = /(?<!\\)(?:\\\\)*\\u0000/u;

/** PostgreSQL keeps no U+0000, and no digest covers half of a surrogate pair. @throws ProblemError `bad-request` */
export function assertStorable(body: unknown): void {
  if (body === undefined || body === null) return;
  const text = textOf(body);
  if (text === undefined || nul.test(text)) throw new ProblemError('bad-request', 'Text must be well-formed Unicode without U+0000.');
}

function textOf(body: unknown): string | undefined {
  try {
    return canonicalJson(body);
  } catch {
    return undefined;
  }
}
