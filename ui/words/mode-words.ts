import type { TFunction } from 'i18next';
import type { Link } from '../state/link.ts';

/** The mark of the header: how much works, as a name, and in words what still does. */
export interface ModeWords {
  tone: 'online' | 'limited' | 'offline';
  name: string;
  works: string;
}

export function modeWords(t: TFunction, link: Link): ModeWords {
  if (link.state === 'up' && link.status !== undefined) {
    const { mode, modeReason } = link.status;
    return { tone: mode, name: t(`mode.${mode}`), works: t(`works.${modeReason}`) };
  }
  if (link.state === 'refused') return { tone: 'offline', name: t('mode.refused'), works: '' };
  // What is saved and what waits is said below, in the bar that has room for it.
  if (link.state === 'away') return { tone: 'offline', name: t('mode.away'), works: '' };
  return { tone: 'limited', name: t('mode.connecting'), works: t('works.connecting') };
}
