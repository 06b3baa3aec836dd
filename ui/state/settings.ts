import { BehaviorSubject } from 'rxjs';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** How this till looks and sounds, whoever is signed in. The language is kept beside it (`ui/words/i18n.ts`). */
export interface ScreenSettings {
  theme: Theme;
  sound: { isOn: boolean; volumePercent: number };
}

export interface Settings {
  readonly settings$: BehaviorSubject<ScreenSettings>;
  change(change: Partial<ScreenSettings>): void;
}

const storageKey = 'till.screen';
const asShipped: ScreenSettings = { theme: 'system', sound: { isOn: true, volumePercent: 75 } };

export function createSettings(storage: Pick<Storage, 'getItem' | 'setItem'>): Settings {
  const settings$ = new BehaviorSubject(readSettings(storage.getItem(storageKey)));
  return {
    settings$,
    change(change) {
      const next = { ...settings$.value, ...change };
      settings$.next(next);
      storage.setItem(storageKey, JSON.stringify(next));
    },
  };
}

/** What does not make sense there is as it was shipped. */
export function readSettings(stored: string | null): ScreenSettings {
  const { theme, sound } = partsOf(stored);
  const { isOn, volumePercent } = typeof sound === 'object' && sound !== null ? (sound as Record<string, unknown>) : {};
  return {
    theme: themes.find((each) => each === theme) ?? asShipped.theme,
    sound: {
      isOn: typeof isOn === 'boolean' ? isOn : asShipped.sound.isOn,
      volumePercent: typeof volumePercent === 'number' && volumePercent > 0 && volumePercent <= 100 ? volumePercent : asShipped.sound.volumePercent,
    },
  };
}

function partsOf(stored: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(stored ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
