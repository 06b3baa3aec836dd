/** What the till says without words: a scan was found, was refused, or the centre is out of reach now. */
export type Signal = 'found' | 'refused' | 'offline';

/** One tone: when it begins after the signal, how long it is, and how high. */
export interface Tone {
  startMs: number;
  lengthMs: number;
  hertz: number;
  wave: OscillatorType;
}

/** Told apart by ear without looking: one high and short, two low and rough, two that fall. */
export const tonesOf: Readonly<Record<Signal, readonly Tone[]>> = {
  found: [{ startMs: 0, lengthMs: 70, hertz: 1760, wave: 'sine' }],
  refused: [{ startMs: 0, lengthMs: 130, hertz: 220, wave: 'square' }, { startMs: 180, lengthMs: 180, hertz: 196, wave: 'square' }],
  offline: [{ startMs: 0, lengthMs: 160, hertz: 660, wave: 'triangle' }, { startMs: 200, lengthMs: 240, hertz: 440, wave: 'triangle' }],
};
