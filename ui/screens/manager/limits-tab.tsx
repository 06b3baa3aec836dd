import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LimitList } from '../../../agent/contract/limits.ts';
import { Field } from '../../components/field.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { AskedView } from './asked-view.tsx';
import { DayField } from './day-field.tsx';
import { useDesk } from './use-desk.ts';

type Hit = LimitList['hits'][number];

/** Limits against fraud that were gone beyond on a day: by kind, by cashier, by customer. */
export function LimitsTab() {
  const { t } = useTranslation('manager');
  const { client, who, time } = useDesk();
  const [date, setDate] = useState('');
  const [text, setText] = useState('');
  const answer = useAnswer(useCallback(async () => ({ ...(await client.limits(date === '' ? undefined : date)), asked: who }), [client, date, who]));
  const wordsOf = (hit: Hit) => [t(`limit.${hit.kind}`), hit.userId, hit.accountId].join(' ').toLowerCase();
  return (
    <>
      <div className="manager-filter">
        <DayField label={t('date')} date={date} onChange={setDate} />
        <Field label={t('limits.text')} type="search" value={text} onChange={setText} />
      </div>
      <AskedView answer={answer} whoMay="report" isEmpty={({ hits }) => hits.length === 0} emptyWords={t('limits.none')}>
        {({ hits }) => (
          <div className="manager-scroll">
            <table className="table">
              <thead><tr><th scope="col">{t('time')}</th><th scope="col">{t('limits.limit')}</th><th scope="col">{t('limits.done')}</th><th scope="col">{t('desk.who')}</th><th scope="col">{t('limits.customer')}</th></tr></thead>
              <tbody>
                {hits.filter((hit) => wordsOf(hit).includes(text.toLowerCase())).toReversed().map((hit, index) => (
                  <tr key={`${hit.atMs}-${index}`}>
                    <td className="manager-when">{time(hit.atMs)}</td>
                    <td>{t(`limit.${hit.kind}`)}</td>
                    <td>{hit.lifted === true ? t('limits.lifted', { who: hit.approvedBy ?? '' }) : t(`level.${hit.level}`)}</td>
                    <td>{hit.userId ?? t('nobody')}</td>
                    <td>{hit.accountId ?? ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </AskedView>
    </>
  );
}
