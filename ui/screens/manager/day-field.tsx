import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.tsx';
import { Press } from '../../components/press.tsx';
import { dayAfter, typedDay } from '../../format/typed-day.ts';
import { useTill } from '../../state/till-context.ts';
import { useWords } from '../../words/use-words.ts';
import { useDesk } from './use-desk.ts';

interface DayFieldProps {
  label: string;
  /** `2026-11-23`; empty for none */
  date: string;
  /** Called with a whole day or with none, never with a part of one */
  onChange: (date: string) => void;
  /** What an empty field means */
  hint?: string;
}

/** A day as people here write it, with a step to either side for fingers: a browser's own field speaks the language of the system, whatever the page speaks. */
export function DayField({ label, date, onChange, hint }: Readonly<DayFieldProps>) {
  const { t } = useTranslation('manager');
  const { formats } = useWords();
  const { day } = useDesk();
  const { link } = useTill();
  const [text, setText] = useState(date === '' ? '' : formats.day(date));
  const today = day(link.nowMs());
  const isWrong = text.trim().length >= 'DD.MM.YYYY'.length && typedDay(text) === undefined;
  function write(written: string): void {
    setText(written);
    const typed = written.trim() === '' ? '' : typedDay(written);
    if (typed !== undefined && typed !== date) onChange(typed);
  }
  const step = (days: number) => write(formats.day(dayAfter(date === '' ? today : date, days)));
  return (
    <div className="day-field">
      <Press label={t('day.before')} onPress={() => step(-1)}>‹</Press>
      <Field label={label} value={text} onChange={write} inputMode="decimal" hint={hint ?? t('dayHint')} {...(isWrong ? { wrong: t('noSuchDay') } : {})} />
      <Press label={t('day.after')} isDisabled={date === '' || date >= today} onPress={() => step(1)}>›</Press>
      <Press kind="quiet" icon="close" label={t('day.none')} isDisabled={text === ''} onPress={() => write('')} />
    </div>
  );
}
