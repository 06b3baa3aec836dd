import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReturnsClient } from '../../client/returns-client.ts';
import { AnswerView } from '../../components/answer-view.tsx';
import { Icon } from '../../components/icon.tsx';
import { Press } from '../../components/press.tsx';
import { useHotkeys } from '../../components/use-hotkeys.ts';
import { useTill } from '../../state/till-context.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useSubject } from '../../state/use-subject.ts';
import { useWords } from '../../words/use-words.ts';
import { SlipPaper } from '../../components/slip-paper.tsx';
import type { ReturnPhase } from './return-desk.ts';

export interface ReturnDoneProps {
  client: ReturnsClient;
  phase: Extract<ReturnPhase, { kind: 'done' }>;
  onNext: () => void;
}

/** The finished return: what was given back, as it stands on the slip. */
export function ReturnDone({ client, phase: { view, receiptNumber, differenceMinor, isCancelled }, onNext }: Readonly<ReturnDoneProps>) {
  const { t } = useTranslation('returns');
  const { formats, language } = useWords();
  const { link, places } = useTill();
  const mode = useSubject(link.link$).status?.mode;
  const slip = useAnswer(useCallback(() => client.slip(view.returnId, language), [client, view.returnId, language]));
  useHotkeys({ F12: onNext });
  const { quoted } = view;
  return (
    <div className="returns-done">
      <div className="returns-done-words" role="status">
        <span className="done-mark"><Icon name="check" size={64} /></span>
        <h3>{t(isCancelled === true ? 'done.cancelled' : differenceMinor === undefined ? 'done.title' : 'done.exchanged')}</h3>
        {receiptNumber === '' ? null : <p className="done-receipt">{t('done.receipt', { number: receiptNumber })}</p>}
        <p className="returns-money">{differenceMinor === undefined ? t('done.money', { money: formats.money(quoted.refundMinor) }) : t(differenceMinor < 0 ? 'exchange.back' : 'exchange.pay', { money: formats.money(Math.abs(differenceMinor)) })}</p>
        {quoted.pointsGivenBack > 0 ? <p>{t('quote.givenBack')}: {formats.points(quoted.pointsGivenBack)}</p> : null}
        {quoted.pointsTakenBack > 0 ? <p>{t('quote.takenBack')}: {formats.points(quoted.pointsTakenBack)}</p> : null}
        {quoted.pointsShortfall === undefined ? null : <p>{t('quote.shortfall', { points: formats.points(quoted.pointsShortfall) })}</p>}
        <p className="done-next">{mode === 'offline' ? t('done.offline') : t('done.saved')}</p>
        <div className="returns-done-acts">
          <Press kind="main" hotkey="F12" onPress={onNext}>{t('done.next')}</Press>
          <Press hotkey="F1" onPress={() => { onNext(); places.go('sale'); }}>{t('done.toSale')}</Press>
        </div>
      </div>
      <section className="returns-slip" aria-label={t('done.slip')}>
        <AnswerView answer={slip}>{({ lines }) => <SlipPaper lines={lines} />}</AnswerView>
      </section>
    </div>
  );
}
