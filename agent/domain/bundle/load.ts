import { compileValidator, type Invalid } from '../validate.ts';
import { namesHalfCharacter } from '../validation/half-character.ts';
import { Bundle } from './bundle.ts';
import { findBrokenReference } from './check-references.ts';
import { compileBundle, type CompiledBundle } from './compiled.ts';
import { freezeWithin } from './freeze-within.ts';
import { indexBarcodes } from './goods-catalogue.ts';

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
    return refuse('', 'is not JSON');
  }
  if (namesHalfCharacter(text, document)) return refuse('', 'holds half of a surrogate pair, which is no character');
  if (!freezeWithin(document, maxNesting)) return refuse('', `must not be nested deeper than ${maxNesting} levels`);
  const checked = hasForm ? { ok: true as const, value: document as Bundle } : validateBundle(document);
  if (!checked.ok) return checked;
  const broken = findBrokenReference(checked.value);
  if (broken !== undefined) return refuse(broken.path, broken.detail);
  const barcodes = indexBarcodes(checked.value.goods);
  if (!barcodes.ok) return refuse(barcodes.problem.path, barcodes.problem.detail);
  return { ok: true, compiled: compileBundle(checked.value, hash, barcodes.index) };
}

function refuse(path: string, detail: string): { ok: false; invalid: Invalid } {
  return { ok: false, invalid: { code: 'bad-request', path, detail } };
}
