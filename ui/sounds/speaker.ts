import { tonesOf, type Signal } from './tones.ts';

/** Plays signals. Where the machine has no sound at all, nothing happens. */
export interface Speaker {
  play(signal: Signal, volumePercent: number): void;
}

/** Rough waves are louder to the ear than round ones. */
const gainOf = { sine: 0.5, triangle: 0.5, square: 0.18, sawtooth: 0.18, custom: 0.18 } as const satisfies Record<OscillatorType, number>;
const fadeS = 0.008;

/** @param open makes the browser's audio; it is called at the first signal, as a page may not make sounds before somebody touched it */
export function createSpeaker(open: () => AudioContext): Speaker {
  let audio: AudioContext | undefined;
  return {
    play(signal, volumePercent) {
      try {
        audio ??= open();
      } catch {
        return;
      }
      if (audio.state === 'suspended') void audio.resume().catch(() => undefined);
      for (const { startMs, lengthMs, hertz, wave } of tonesOf[signal]) {
        const oscillator = audio.createOscillator();
        const gain = audio.createGain();
        const startS = audio.currentTime + startMs / 1000;
        const endS = startS + lengthMs / 1000;
        const level = gainOf[wave] * (volumePercent / 100);
        oscillator.type = wave;
        oscillator.frequency.value = hertz;
        // A tone that begins or ends at once clicks.
        gain.gain.setValueAtTime(0, startS);
        gain.gain.linearRampToValueAtTime(level, startS + fadeS);
        gain.gain.setValueAtTime(level, endS - fadeS);
        gain.gain.linearRampToValueAtTime(0, endS);
        oscillator.connect(gain).connect(audio.destination);
        oscillator.start(startS);
        oscillator.stop(endS);
      }
    },
  };
}
