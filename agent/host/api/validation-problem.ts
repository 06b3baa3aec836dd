import { refuse } from '../../usecases/outcome.ts';
import type { FastifySchemaValidationError } from 'fastify/types/schema.js';
import type { Refusal } from '../../usecases/outcome.ts';

/** What the schema found wrong, at the deepest place that it names: a union complains at every level. */
export function validationProblem(errors: readonly FastifySchemaValidationError[], part: string): Refusal<'bad-request'> {
  const deepest = errors.reduce<FastifySchemaValidationError | undefined>(
    (best, error) => (best === undefined || depth(error.instancePath) > depth(best.instancePath) ? error : best),
    undefined,
  );
  if (deepest === undefined) return refuse('bad-request', 'The request does not have the described form.');
  const path = pointer(deepest);
  const where = part === 'body' ? path || 'The body' : `${part}${path}`;
  return { ...refuse('bad-request', `${where} ${reason(deepest, errors)}.`), path };
}

function depth(path: string): number {
  return path.split('/').length;
}

/** JSON pointer to the value, or to the field that is missing or not described. */
function pointer({ keyword, instancePath, params }: FastifySchemaValidationError): string {
  const field = keyword === 'required' ? params['missingProperty'] : keyword === 'additionalProperties' ? params['additionalProperty'] : undefined;
  return typeof field === 'string' ? `${instancePath}/${field.replaceAll('~', '~0').replaceAll('/', '~1')}` : instancePath;
}

function reason(error: FastifySchemaValidationError, all: readonly FastifySchemaValidationError[]): string {
  if (error.keyword === 'required') return 'is missing';
  if (error.keyword === 'additionalProperties') return 'is not a field of this request';
  const allowed = all.flatMap(({ keyword, instancePath, params }) => (keyword === 'const' && instancePath === error.instancePath ? [String(params['allowedValue'])] : []));
  return allowed.length > 0 ? `must be one of: ${allowed.join(', ')}` : (error.message ?? 'is not as described');
}
