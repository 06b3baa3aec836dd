/** Up to three tracks of ISO 7813 and 4909, without sentinels and check characters. */
export type TracksRead =
  | { ok: true; tracks: Track[] }
  /** `no-tracks`: the text is no swipe at all. No fault says anything of what was on the card. */
  | { ok: false; fault: 'no-tracks' | 'no-end' | 'bad-character' | 'wrong-lrc' };

export interface Track {
  /** Track 1 has letters, 2 and 3 digits and `=` */
  kind: 'letters' | 'digits';
  data: string;
}

/** The card's number as far as the track says one. */
export function numberOnTrack({ kind, data }: Track): string | undefined {
  const [, number] = (kind === 'letters' ? /^[A-Z]?([0-9 ]{4,24})(?:\^|$)/ : /^([0-9]{4,24})(?:=|$)/).exec(data) ?? [];
  return number?.replaceAll(' ', '');
}

/** At most this many characters are looked at: three tracks have 79, 40 and 107. */
const maxLength = 400;

/**
 * Reads what a magnetic stripe reader sends as ASCII: `%…?` for track 1, `;…?` for tracks 2 and 3 (or `+…?` for 3), each with its
 * LRC behind the end sentinel or not, with or without an end of line between them.
 *
 *   start ──% ; +──► data ──?──► LRC? ──end of line?──► start
 */
export function readTracks(text: string): TracksRead {
  const swipe = text.trim();
  if (!/^[%;+]/.test(swipe) || swipe.length > maxLength || !/[0-9]{4}/.test(swipe)) return { ok: false, fault: 'no-tracks' };
  const tracks: Track[] = [];
  let at = 0;
  while (at < swipe.length) {
    const sentinel = swipe.charAt(at);
    if (/[\r\n]/.test(sentinel)) {
      at += 1;
      continue;
    }
    const kind = sentinel === '%' ? 'letters' : sentinel === ';' || sentinel === '+' ? 'digits' : undefined;
    if (kind === undefined) return { ok: false, fault: 'bad-character' };
    const end = swipe.indexOf('?', at);
    if (end === -1) return { ok: false, fault: 'no-end' };
    const data = swipe.slice(at + 1, end);
    if (!(kind === 'letters' ? /^[ -_]*$/ : /^[0-?]*$/).test(data)) return { ok: false, fault: 'bad-character' };
    const check = lrcBehind(swipe, end);
    if (check !== undefined && check !== lrcOf(kind, swipe.slice(at, end + 1))) return { ok: false, fault: 'wrong-lrc' };
    tracks.push({ kind, data });
    at = end + 1 + (check?.length ?? 0);
  }
  return { ok: true, tracks };
}

/** One character behind the end sentinel that stands before the next track or the end. */
function lrcBehind(swipe: string, end: number): string | undefined {
  const behind = swipe.charAt(end + 1);
  const next = swipe.charAt(end + 2);
  if (behind === '' || /[\r\n]/.test(behind)) return undefined;
  // A start sentinel with data behind it is the next track, unless another start sentinel follows it.
  if (/[%;+]/.test(behind) && next !== '' && !/[%;+\r\n]/.test(next)) return undefined;
  return behind;
}

/** Of the card's own codes: a track 1 character is its ASCII code less 32, of the others less 48. */
function lrcOf(kind: Track['kind'], withSentinels: string): string {
  const base = kind === 'letters' ? 32 : 48;
  let sum = 0;
  for (let place = 0; place < withSentinels.length; place += 1) {
    // A card has one start sentinel in four bits, however a reader writes it for track 3.
    const code = place === 0 && kind === 'digits' ? 11 : withSentinels.charCodeAt(place) - base;
    sum ^= code;
  }
  return String.fromCharCode((sum & (kind === 'letters' ? 63 : 15)) + base);
}
