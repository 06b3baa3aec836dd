import { compileValidator, type Invalid } from '../validate.ts';
import { OperationBody, type StoredOperation } from './operation.ts';

const validateBody = compileValidator(OperationBody);
const knownKinds: ReadonlySet<string> = new Set(OperationBody.anyOf.map((body) => body.properties.kind.const));

/**
 * Reads the payload of a stored operation. `unknown-kind` (at `/kind` or `/schema`) means that a newer version wrote it: keep it, do not refuse it.
 * Paths are relative to `{kind, schema, payload}`.
 */
export function readOperation(stored: Pick<StoredOperation, 'kind' | 'schema' | 'payload'>): { ok: true; body: OperationBody } | { ok: false; invalid: Invalid } {
  const { kind, schema } = stored;
  if (!knownKinds.has(kind)) return { ok: false, invalid: { code: 'unknown-kind', path: '/kind', detail: `"${kind}" is not known` } };
  // Every kind is at its first schema.
  if (schema !== 1) return { ok: false, invalid: { code: 'unknown-kind', path: '/schema', detail: `${schema} is not known; it must be 1` } };
  let payload: unknown;
  try {
    payload = JSON.parse(stored.payload);
  } catch {
    return { ok: false, invalid: { code: 'bad-request', path: '/payload', detail: 'is not JSON' } };
  }
  const checked = validateBody({ kind, schema, payload });
  return checked.ok ? { ok: true, body: checked.value } : checked;
}
