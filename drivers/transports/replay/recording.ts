import Type from 'typebox';
import { Value } from 'typebox/value';
import { Charset, PrefixStyle } from '../../devices/device-profile.ts';

/** One line of a recorded session: a frame of a device, without its marks. Nothing that was not a plain scan is ever in one. */
export const RecordedFrame = Type.Object({
  /** Since the first one, in milliseconds */
  afterMs: Type.Integer({ minimum: 0 }),
  deviceId: Type.String(),
  /** How its frames say their symbology, and their characters */
  prefix: PrefixStyle,
  charset: Charset,
  frameBase64: Type.String({ pattern: '^[A-Za-z0-9+/]*={0,2}$', description: 'base64' }),
});
export type RecordedFrame = Type.Static<typeof RecordedFrame>;

/** Reads JSON lines. Throws an `Error` that names the first line that is none. */
export function readRecording(text: string): RecordedFrame[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const value: unknown = parsed(line);
    if (!Value.Check(RecordedFrame, value)) throw new Error(`line ${index + 1} is no line of a recording`);
    return [value];
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
