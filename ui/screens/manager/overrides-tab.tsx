import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Press } from '../../components/press.tsx';
import { storeTime } from '../../format/store-time.ts';
import { useTill } from '../../state/till-context.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useSubject } from '../../state/use-subject.ts';
import { AskedView } from './asked-view.tsx';
import { DayField } from './day-field.tsx';
import { useDesk } from './use-desk.ts';

/** Approvals by a second person on a day: who, for whom, what and why. */
export function OverridesTab() {
  const { t } = useTranslation('manager');
  const { t: people } = useTranslation('people');
  const { link } = useTill();
  const { client, who, time } = useDesk();
  const timeZone = useSubject(link.link$).status?.programme?.timeZone;
  const [date, setDate] = useState(() => storeTime(link.nowMs(), timeZone).date);
  const [from, setFrom] = useState<number>();
  const answer = useAnswer(useCallback(
    async () => ({ ...(await client.journal({ kind: 'override-approved', ...(date === '' ? {} : { date }), ...(from === undefined ? {} : { from }) })), asked: who }),
    [client, date, from, who],
  ));
  function choose(day: string): void {
    setDate(day);
    setFrom(undefined);
  }
  return (
    <>
      <div className="manager-filter"><DayField label={t('date')} date={date} onChange={choose} /></div>
      <AskedView answer={answer} whoMay="journal" isEmpty={({ entries }) => entries.length === 0} emptyWords={t('overrides.none')}>
        {({ entries, nextFrom }) => (
          <>
            <div className="manager-scroll">
              <table className="table">
                <thead><tr><th scope="col">{t('time')}</th><th scope="col">{t('overrides.by')}</th><th scope="col">{t('overrides.for')}</th><th scope="col">{t('overrides.what')}</th><th scope="col">{t('overrides.why')}</th></tr></thead>
                <tbody>
                  {entries.map(({ opId, atMs, approval, who: made }) => (
                    <tr key={opId}>
                      <td className="manager-when">{time(atMs)}</td>
                      <td>{approval?.approvedBy ?? ''}</td>
                      <td>{made?.userId ?? t('nobody')}</td>
                      <td>{approval === undefined ? '' : people(`right.${approval.right}`)}{approval?.subject === undefined ? '' : ` · ${approval.subject}`}</td>
                      <td>{approval?.reason ?? ''}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {nextFrom === undefined ? null : <Press onPress={() => setFrom(nextFrom)}>{t('desk.older')}</Press>}
          </>
        )}
      </AskedView>
    </>
  );
}
