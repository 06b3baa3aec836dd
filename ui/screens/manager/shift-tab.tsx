import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type manager from '../../../resources/locales/manager.ru.json';
import { failureOf, type ApiFailure } from '../../client/api-failure.ts';
import { randomId } from '../../client/random-id.ts';
import { Press } from '../../components/press.tsx';
import { steadyCall } from '../../state/steady-call.ts';
import { useTill } from '../../state/till-context.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { failureWords } from '../../words/notice-words.ts';
import { messageWords } from '../../words/message-words.ts';
import { useWords } from '../../words/use-words.ts';
import { AskedView } from './asked-view.tsx';
import { DayField } from './day-field.tsx';
import { ShiftTable } from './shift-table.tsx';
import { useDesk } from './use-desk.ts';

type Kind = keyof (typeof manager)['kind'];
type Variance = keyof (typeof manager)['variance'];

/** The end of a shift: what this till journalled against what the centre has of it. */
export function ShiftTab() {
  const { t } = useTranslation('manager');
  const { t: shared, formats, localize } = useWords();
  const { approvals, link } = useTill();
  const { client, who, time } = useDesk();
  const [date, setDate] = useState('');
  const [failure, setFailure] = useState<ApiFailure>();
  const [recordedAtMs, setRecordedAtMs] = useState<number>();
  const day = date === '' ? undefined : date;
  const answer = useAnswer(useCallback(async () => ({ ...(await approvals.run(day, (overrideId) => client.reconcile(day, overrideId))), asked: who }), [client, approvals, day, who]));
  const kindWords = (kind: string) => t(`kind.${kind as Kind}`, { defaultValue: kind });

  async function record(): Promise<void> {
    setFailure(undefined);
    const key = randomId();
    try {
      await approvals.run(day, (overrideId) => steadyCall(() => client.recordShift(day, key, overrideId), () => link.whenUp(), () => undefined));
      setRecordedAtMs(link.nowMs());
    } catch (error) {
      setFailure(failureOf(error));
    }
  }
  return (
    <>
      <div className="manager-filter"><DayField label={t('date')} date={date} onChange={setDate} hint={`${t('dayHint')}. ${t('shift.today')}`} /></div>
      <AskedView answer={answer} whoMay="shift" isEmpty={() => false} emptyWords="">
        {({ outcome, words, fromMs, toMs, till, centre, unsent, differences, unsettled }) => (
          <div className="shift">
            <p className={`shift-outcome shift-${outcome}`}>{words.map((each) => messageWords(shared, formats, each)).join('. ')}</p>
            <p className="manager-note">{t('shift.span', { from: time(fromMs), to: time(toMs) })}</p>
            <ShiftTable till={till} centre={centre} />
            {unsent > 0 ? <p className="manager-note">{t('shift.unsent', { count: unsent })}</p> : null}
            {differences.length === 0 ? null : (
              <section>
                <h3>{t('shift.differences')}</h3>
                <ul className="shift-list">{differences.map((one) => <li key={`${one.opId}-${one.bucket}`}>{t('shift.difference', { kind: kindWords(one.kind), seq: one.seq, bucket: t(`bucket.${one.bucket}`), till: formats.points(one.tillPoints), centre: formats.points(one.centrePoints) })} {one.explained === undefined ? t('shift.unexplained') : t(`variance.${one.explained as Variance}`, { defaultValue: one.explained })}</li>)}</ul>
              </section>
            )}
            {unsettled.length === 0 ? null : (
              <section>
                <h3>{t('shift.unsettled')}</h3>
                <ul className="shift-list">{unsettled.map((one) => <li key={one.opId}>{kindWords(one.kind)} № {one.seq}: {one.words.map((each) => messageWords(shared, formats, each)).join('. ')}</li>)}</ul>
              </section>
            )}
            {failure === undefined ? null : <p className="field-wrong" role="alert">{failureWords(shared, formats, localize, failure)}</p>}
            {recordedAtMs === undefined ? <Press kind="main" icon="check" onPress={() => void record()}>{t('shift.record')}</Press> : <p role="status">{t('shift.recorded', { time: time(recordedAtMs) })}</p>}
          </div>
        )}
      </AskedView>
    </>
  );
}
