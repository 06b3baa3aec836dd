import { compileValidator, type Invalid } from '../validate.ts';
import { namesHalfCharacter } from '../validation/half-character.ts';
import { sayNotJson } from '../validation/json-break.ts';
import { Bundle } from './bundle.ts';
import { findBrokenReference } from './check-references.ts';
import { compileBundle, type CompiledBundle } from './compiled.ts';
import { freezeAndIndexGoods } from './freeze-and-index-goods.ts';
import { freezeWithin } from './freeze-within.ts';

/** Conditions and selectors may lie this deep in one another, counted in JSON levels. Real ones need ten. */
const maxNesting = 100;

const validateBundle = compileValidator(Bundle);

/**
 * Reads a bundle's text: JSON, form, references between its parts; then makes it ready for pricing. Never throws on bad text.
 * `hash` is the SHA-256 of the text: the caller has checked it and the signature, and replays the golden receipts afterwards (`replayGoldenReceipts`).
 *
 * @param hasForm the caller knows that this text passed the check of its form before, by the same schema: compiling that check is most of the work
 */
export function loadBundle(text: string, hash: string, hasForm = false): { ok: true; compiled: CompiledBundle } | { ok: false; invalid: Invalid } {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return refuse('', sayNotJson(text));
  }
  if (namesHalfCharacter(text, document)) return refuse('', 'holds half of a surrogate pair, which is no character');
  if (!freezeAllButGoods(document)) return refuse('', `must not be nested deeper than ${maxNesting} levels`);
  const checked = hasForm ? { ok: true as const, value: document as Bundle } : validateBundle(document);
  if (!checked.ok) return checked;
  const broken = findBrokenReference(checked.value);
  if (broken !== undefined) return refuse(broken.path, broken.detail);
  const indexed = freezeAndIndexGoods(checked.value);
  if (!indexed.ok) return refuse(indexed.problem.path, indexed.problem.detail);
  return { ok: true, compiled: compileBundle(checked.value, hash, indexed.barcodes) };
}

/** The form of goods lets them nest no deeper than it says itself; they are frozen where they are indexed. */
function freezeAllButGoods(document: unknown): boolean {
  if (typeof document !== 'object' || document === null) return true;
  for (const [name, part] of Object.entries(document)) if (name !== 'goods' && !freezeWithin(part, maxNesting - 1)) return false;
  Object.freeze(document);
  return true;
}

function refuse(path: string, detail: string): { ok: false; invalid: Invalid } {
  return { ok: false, invalid: { code: 'bad-request', path, detail } };
}
