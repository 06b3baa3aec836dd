import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTill } from '../../state/till-context.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { AskedView } from './asked-view.tsx';
import { Choice } from './choice.tsx';
import { OutageChart } from './outage-chart.tsx';
import { OutagePanel } from './outage-panel.tsx';
import { useDesk } from './use-desk.ts';

const spans = { day: 86_400_000, week: 7 * 86_400_000, month: 30 * 86_400_000 } as const;
type Span = keyof typeof spans;
const spanNames: readonly Span[] = ['day', 'week', 'month'];

/** What happened while the centre was out of reach. */
export function OutageTab() {
  const { t } = useTranslation('manager');
  const { link } = useTill();
  const { client, who } = useDesk();
  const [span, setSpan] = useState<Span>('day');
  const answer = useAnswer(useCallback(async () => ({ ...(await client.outages(Math.round(link.nowMs()) - spans[span])), asked: who }), [client, link, span, who]));
  return (
    <>
      <div className="manager-filter"><Choice label={t('outage.period')} values={spanNames} value={span} onChange={setSpan} words={(each) => t(`outage.last.${each}`)} /></div>
      <AskedView answer={answer} whoMay="report" isEmpty={({ outages }) => outages.length === 0} emptyWords={t('outage.none')}>
        {(report) => (
          <div className="outages">
            <OutageChart report={report} />
            {report.outages.toReversed().map((outage) => <OutagePanel key={`${outage.kind}-${outage.fromMs}`} outage={outage} />)}
          </div>
        )}
      </AskedView>
    </>
  );
}
