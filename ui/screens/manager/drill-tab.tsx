import { useCallback, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DrillView } from '../../../agent/contract/desk.ts';
import { failureOf, type ApiFailure } from '../../client/api-failure.ts';
import { randomId } from '../../client/random-id.ts';
import { Field } from '../../components/field.tsx';
import { Press } from '../../components/press.tsx';
import { steadyCall } from '../../state/steady-call.ts';
import { useTill } from '../../state/till-context.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useNow } from '../../state/use-now.ts';
import { useSubject } from '../../state/use-subject.ts';
import { failureWords } from '../../words/notice-words.ts';
import { useWords } from '../../words/use-words.ts';
import { AskedView } from './asked-view.tsx';
import { OutagePanel } from './outage-panel.tsx';
import { useDesk } from './use-desk.ts';

const mostMinutes = 240;

/** Rehearses an outage: for some minutes this till behaves as if the centre were away. Its report stands here at the end. */
export function DrillTab() {
  const { t } = useTranslation('manager');
  const { t: shared, formats, localize } = useWords();
  const { link } = useTill();
  const { client, who, clock } = useDesk();
  const [minutes, setMinutes] = useState('15');
  const [failure, setFailure] = useState<ApiFailure>();
  const [isBusy, setIsBusy] = useState(false);
  // The drill ends by itself: the status tells first, and the report is read anew.
  const reason = useSubject(link.link$).status?.modeReason;
  const answer = useAnswer(useCallback(async () => ({ ...(await client.drill()), asked: [who, reason] }), [client, who, reason]));
  const count = /^[0-9]{1,3}$/.test(minutes) ? Number(minutes) : 0;
  const isGood = count >= 1 && count <= mostMinutes;
  useNow(1000);

  async function act(call: () => Promise<DrillView>): Promise<void> {
    setIsBusy(true);
    setFailure(undefined);
    try {
      await steadyCall(call, () => link.whenUp(), () => undefined);
      answer.again();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setIsBusy(false);
    }
  }
  function begin(event: FormEvent): void {
    event.preventDefault();
    const key = randomId();
    if (isGood && !isBusy) void act(() => client.beginDrill(count, key));
  }
  const leftMinutes = (untilMs: number) => Math.max(0, Math.ceil((untilMs - link.nowMs()) / 60_000));
  return (
    <AskedView answer={answer} whoMay="drill" isEmpty={() => false} emptyWords="">
      {({ running, last }) => (
        <div className="drill">
          {running === undefined ? (
            <form className="panel form" onSubmit={begin}>
              <p>{t('drill.text')}</p>
              <div className="manager-row">
                <Field label={t('drill.minutes')} value={minutes} onChange={setMinutes} inputMode="numeric" {...(isGood ? {} : { wrong: t('drill.wrong', { most: mostMinutes }) })} />
                <Press kind="main" isSubmit isDisabled={!isGood || isBusy}>{t('drill.begin')}</Press>
              </div>
            </form>
          ) : (
            <section className="panel drill-running">
              <h3>{t('drill.running')}</h3>
              <p>{t('drill.until', { time: clock(running.untilMs), count: leftMinutes(running.untilMs) })}</p>
              {running.realOutage ? <p className="manager-risk">{t('drill.real')}</p> : null}
              <Press kind="main" isDisabled={isBusy} onPress={() => void act(() => client.endDrill())}>{t('drill.end')}</Press>
            </section>
          )}
          {failure === undefined ? null : <p className="field-wrong" role="alert">{failureWords(shared, formats, localize, failure)}</p>}
          {last === undefined ? <p className="manager-note">{t('drill.none')}</p> : <><h3>{t('drill.last')}</h3><OutagePanel outage={last} /></>}
        </div>
      )}
    </AskedView>
  );
}
