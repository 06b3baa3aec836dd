import { useTranslation } from 'react-i18next';
import { bytesParts } from '../../format/bytes.ts';
import { storeTime } from '../../format/store-time.ts';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { useWords } from '../../words/use-words.ts';

/** Moments, spans and sizes as technicians read them. */
export interface Shown {
  /** "22.11.2026 14:52:07" in the store's zone */
  moment: (atMs: number | undefined) => string;
  /** "3 h 12 min" */
  span: (ms: number) => string;
  size: (bytes: number) => string;
  /** "6 ms" */
  latency: (ms: number | undefined) => string;
}

export function useShown(): Shown {
  const { t, i18n } = useTranslation('technician');
  const { formats } = useWords();
  const { link } = useTill();
  const timeZone = useSubject(link.link$).status?.programme?.timeZone;
  return {
    moment(atMs) {
      if (atMs === undefined) return t('never');
      const { date, stamp } = storeTime(atMs, timeZone);
      const [, time = ''] = stamp.split('-');
      return `${formats.day(date)} ${time.replaceAll(/(..)(?=.)/g, '$1:')}`;
    },
    span(ms) {
      const minutes = Math.floor(ms / 60_000);
      return t('span', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
    },
    size(bytes) {
      const { amount, unit } = bytesParts(bytes);
      return `${formats.quantity(Math.round(amount * 1000))} ${t(`unit.${unit}`)}`;
    },
    latency: (ms) => (ms === undefined ? '–' : new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'millisecond' }).format(ms)),
  };
}
