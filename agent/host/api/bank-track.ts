import { pointer } from '../../domain/validation/json-schema.ts';
import { type Refusal, refuse } from '../../usecases/outcome.ts';

/**
 * A card reader types wherever the cursor stands: what a bank card's stripe says may come as a coupon, as a mark or as what is searched for. It is refused before anything reads it, so that
 * it stands in no sale, no log and no answer. Digits alone may be anything, a receipt's number or a coupon's. Undefined where no text of the request is a track.
 */
export function trackProblem(parts: readonly unknown[], isBankTrack: (text: string) => boolean): Refusal<'bad-request'> | undefined {
  for (const part of parts) {
    const path = findTrack(part, isBankTrack);
    if (path !== undefined) return { ...refuse('bad-request', 'A text of the request is what the stripe of a bank card says. It was dropped.'), path };
  }
  return undefined;
}

/** In a loop and not by recursion: a body may nest deeper than the stack goes. The path of a name that is a track is that of the object around it. */
function findTrack(whole: unknown, isBankTrack: (text: string) => boolean): string | undefined {
  const open: [string, unknown][] = [['', whole]];
  for (const [path, value] of open) {
    if (typeof value === 'string' && isBankTrack(value)) return path;
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, member] of Object.entries(value)) {
      if (isBankTrack(name)) return path;
      open.push([pointer(path, name), member]);
    }
  }
  return undefined;
}
