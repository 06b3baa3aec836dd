import type { TFunction } from 'i18next';
import type { ModeReason } from '../../agent/contract/status.ts';
import type { Formats } from '../../agent/contract/words/formats.ts';
import type ru from '../../resources/locales/ru.json';
import type { Link } from '../state/link.ts';

/** The mark of the header: how much works, as a name, and in words what still does. */
export interface ModeWords {
  tone: 'online' | 'limited' | 'offline';
  name: string;
  works: string;
}

export function modeWords(t: TFunction, formats: Pick<Formats, 'points'>, link: Link): ModeWords {
  if (link.state === 'up' && link.status !== undefined) {
    const { mode, modeReason, offlineRedemption } = link.status;
    const maxPoints = mode === 'offline' ? offlineRedemption?.maxPoints ?? 0 : 0;
    const works = maxPoints > 0 && isOutage(modeReason) ? t(`worksSpending.${modeReason}`, { points: formats.points(maxPoints) }) : t(`works.${modeReason}`);
    return { tone: mode, name: t(`mode.${mode}`), works };
  }
  if (link.state === 'refused') return { tone: 'offline', name: t('mode.refused'), works: '' };
  // What is saved and what waits is said below, in the bar that has room for it.
  if (link.state === 'away') return { tone: 'offline', name: t('mode.away'), works: '' };
  return { tone: 'limited', name: t('mode.connecting'), works: t('works.connecting') };
}

const outages: readonly ModeReason[] = ['no-network', 'name-unknown', 'centre-unreachable', 'centre-down', 'centre-failing', 'centre-answers-rubbish', 'drill'] satisfies (keyof (typeof ru)['worksSpending'])[];

/** The centre alone is missing: what the programme lets the till spend by itself can be spent. */
function isOutage(reason: ModeReason): reason is keyof (typeof ru)['worksSpending'] {
  return outages.includes(reason);
}
