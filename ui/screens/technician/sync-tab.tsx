import { useTranslation } from 'react-i18next';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { modeWords } from '../../words/mode-words.ts';
import { useWords } from '../../words/use-words.ts';
import { Facts } from './facts.tsx';
import { HistoryChart } from './history-chart.tsx';
import { useShown } from './use-shown.ts';

/** How the till stands with the centre, and how it did in the last hour. */
export function SyncTab() {
  const { t } = useTranslation('technician');
  const { t: shared, formats } = useWords();
  const { link, history } = useTill();
  const { moment, latency } = useShown();
  const now = useSubject(link.link$);
  const { status } = now;
  if (status === undefined) return <p className="answer-empty">{t('noStatus')}</p>;
  const { queue, journal, sync, cache } = status;
  const { name, works } = modeWords(shared, formats, now);
  return (
    <>
      <div className="facts-grid">
        <Facts title={t('tabs.sync')} rows={[
          [t('sync.mode'), works === '' ? name : `${name}: ${works}`],
          [t('sync.lastContact'), moment(sync.lastContactMs)],
          [t('sync.latency'), latency(sync.latencyMs)],
          [t('sync.breaker'), t(`sync.breakers.${sync.breaker}`)],
          [t('sync.lastError'), sync.lastError],
        ]} />
        <Facts title={t('sync.queueTitle')} rows={[
          [t('sync.queue'), queue.length],
          [t('sync.waiting'), queue.waiting],
          [t('sync.parked'), queue.parked],
          [t('sync.journal'), `${journal.acknowledgedSeq} / ${journal.headSeq}`],
          [t('sync.journalId'), <span key="id" className="mono">{journal.journalId}</span>],
          [t('sync.cursor'), cache === undefined ? t('never') : cache.cursor],
          [t('sync.accounts'), cache === undefined ? undefined : cache.accounts],
          [t('sync.asOf'), cache === undefined ? undefined : moment(cache.asOfMs)],
        ]} />
      </div>
      <section className="panel facts">
        <h3>{t('sync.chart')}</h3>
        <HistoryChart points={history.points()} queueWords={t('sync.queue')} latencyWords={t('sync.latency')} />
      </section>
    </>
  );
}
