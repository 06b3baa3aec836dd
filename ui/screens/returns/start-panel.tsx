import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Press } from '../../components/press.tsx';
import { useHotkeys } from '../../components/use-hotkeys.ts';
import { useSubject } from '../../state/use-subject.ts';
import { useWords } from '../../words/use-words.ts';
import { FailureLine } from './failure-line.tsx';
import { receiptChoices } from './receipt-choices.ts';
import type { ReturnDesk } from './return-desk.ts';

/** The first step: which sale the goods are of. A scan works all the time; typing is for slips without a code. */
export function StartPanel({ desk, onBlind }: Readonly<{ desk: ReturnDesk; onBlind: () => void }>) {
  const { t } = useTranslation('returns');
  const { formats } = useWords();
  const failure = useSubject(desk.failure$);
  const isAsking = useSubject(desk.isAsking$);
  const [number, setNumber] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const choices = receiptChoices(failure);
  useEffect(() => field.current?.focus(), []);
  useHotkeys({ F2: () => field.current?.focus() });

  function find(event: FormEvent): void {
    event.preventDefault();
    if (number.trim() !== '') void desk.open({ kind: 'receipt', receiptNumber: number.trim() });
  }
  return (
    <div className="returns-start">
      <div className="returns-picture"><Icon name="receipt" size={96} /></div>
      <h3>{t('start.title')}</h3>
      <p>{t('start.text')}</p>
      <form className="returns-find" onSubmit={find}>
        <Field label={t('start.number')} value={number} onChange={setNumber} field={field} hint={t('start.hint')} />
        <Press kind="main" icon="search" isSubmit isDisabled={number.trim() === '' || isAsking}>{t('start.find')}</Press>
      </form>
      {choices.length === 0 ? <FailureLine failure={failure} /> : (
        <section className="returns-choices" aria-label={t('start.choose')}>
          <p role="status">{t('start.choose')}</p>
          {choices.map((choice) => (
            <Press key={choice.saleId} onPress={() => void desk.open({ kind: 'sale', saleId: choice.saleId })}>
              {t('start.choice', { day: formats.day(choice.date), time: choice.clock, money: formats.money(choice.payableMinor) })}
            </Press>
          ))}
        </section>
      )}
      <Press className="returns-blind-way" icon="info" onPress={onBlind}>{t('start.blind')}</Press>
    </div>
  );
}
