import { JournalFault } from '../../ports/journal.ts';
import { refuse } from '../../usecases/outcome.ts';
import { HalfCharacter } from './half-character.ts';
import type { FastifyError } from 'fastify';
import type { ProblemCode } from '../../contract/problem.ts';
import type { Refusal } from '../../usecases/outcome.ts';

/** The largest body that is read, in bytes: a basket of 2,000 lines is a fifth of it. */
export const bodyLimitBytes = 1_048_576;

/** The problem that an error of the server or of a handler becomes. Undefined for what nobody expected. */
export function errorProblem(error: unknown): Refusal<ProblemCode> | undefined {
  if (error instanceof JournalFault) {
    return refuse('journal-unavailable', 'Nothing was changed, because the journal could not be written. Free or repair the disk, and send the same again.', { fault: error.code });
  }
  if (error instanceof HalfCharacter) return refuse('bad-json', 'A text in the body holds half of a surrogate pair, which is no character.');
  if (!(error instanceof Error)) return undefined;
  return isFastifyError(error) ? (serverProblem(error) ?? clientMistake(error)) : clientMistake(error);
}

function serverProblem(error: FastifyError): Refusal<ProblemCode> | undefined {
  if (error.validation !== undefined) return refuse('bad-request', 'The request does not have the described form.');
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return refuse('body-too-large', `The body may have at most ${bodyLimitBytes} bytes.`, { limitBytes: bodyLimitBytes });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return refuse('unsupported-media-type', 'Send the body as JSON, with Content-Type: application/json.');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return refuse('bad-json', 'The body is empty.');
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return refuse('bad-json', 'The body cannot be read as JSON.');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return refuse('bad-request', 'The body does not have the length that Content-Length says.');
    case 'FST_ERR_BAD_URL':
      return refuse('bad-request', 'The address cannot be decoded.');
    default:
      return undefined;
  }
}

/** Whatever else the server or the file server blames on the client. A path that leads out of the page's folder means nothing here. */
function clientMistake(error: Error): Refusal<ProblemCode> | undefined {
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 403 || status === 404) return refuse('not-found', 'This address means nothing here.');
  return typeof status === 'number' && status >= 400 && status < 500 ? refuse('bad-request', 'The request cannot be read.') : undefined;
}

function isFastifyError(error: Error): error is FastifyError {
  return 'code' in error && typeof error.code === 'string';
}
