import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.tsx';
import { Press } from '../../components/press.tsx';
import { storeTime } from '../../format/store-time.ts';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { useWords } from '../../words/use-words.ts';
import { CancelStep } from './cancel-step.tsx';
import { ExchangePart } from './exchange-part.tsx';
import { FailureLine } from './failure-line.tsx';
import { isUntouched } from './open-return.ts';
import type { ReturnDesk, ReturnPhase } from './return-desk.ts';

export interface QuotePanelProps {
  desk: ReturnDesk;
  phase: Extract<ReturnPhase, { kind: 'open' }>;
  /** The figures are of what is chosen now */
  isQuoted: boolean;
  newNumber: () => string;
}

/** What is given back, before anything is printed: money and points, what stays with the customer, and what is not certain yet. */
export function QuotePanel({ desk, phase: { view, chosen, wasOpen }, isQuoted, newNumber }: Readonly<QuotePanelProps>) {
  const { t } = useTranslation('returns');
  const { formats } = useWords();
  const status = useSubject(useTill().link.link$).status;
  const failure = useSubject(desk.failure$);
  const isAsking = useSubject(desk.isAsking$);
  const [isCancelling, setIsCancelling] = useState(false);
  const { sold, quoted } = view;
  const isTentative = sold?.centreAsked !== true && view.blind !== true;
  const soldAt = sold?.soldAtMs === undefined ? undefined : storeTime(sold.soldAtMs, status?.programme?.timeZone);
  const number = () => wasOpen?.receiptNumber ?? newNumber();
  if (isCancelling) return <CancelStep desk={desk} view={view} onBack={() => setIsCancelling(false)} />;
  return (
    <div className="returns-quote">
      <p className="returns-of">{view.blind === true ? t('quote.ofBlind') : sold?.receiptNumber === undefined || soldAt === undefined ? t('quote.ofSlip') : t('quote.of', { number: sold.receiptNumber, day: formats.day(soldAt.date), time: soldAt.clock })}</p>
      {wasOpen === undefined ? null : (
        <div className="returns-doubt" role="alert">
          <p><strong>{t('doubted.title')}</strong> {wasOpen.receiptNumber === undefined ? t('doubted.text') : t('doubted.printed', { number: wasOpen.receiptNumber })}</p>
          <Press onPress={() => desk.goOn()}>{t('doubted.goOn')}</Press>
        </div>
      )}
      {isTentative ? <p className="returns-tentative"><Icon name="offline" />{t('quote.tentative')}</p> : null}
      <FailureLine failure={failure} />
      {chosen.size === 0 ? <p className="returns-note">{t('quote.nothing')}</p> : (
        <dl className={`returns-figures ${isQuoted ? '' : 'returns-figures-old'}`} aria-busy={!isQuoted}>
          {quoted.pointsGivenBack > 0 ? <div><dt>{t('quote.givenBack')}</dt><dd>+{formats.points(quoted.pointsGivenBack)}</dd></div> : null}
          {quoted.pointsTakenBack > 0 ? <div><dt>{t('quote.takenBack')}</dt><dd>−{formats.points(quoted.pointsTakenBack)}</dd></div> : null}
          <div className="returns-money"><dt>{t('quote.money')}</dt><dd data-testid="refund">{formats.money(quoted.refundMinor)}</dd></div>
        </dl>
      )}
      {isQuoted && quoted.pointsShortfall !== undefined ? <p className="returns-note">{t('quote.shortfall', { points: formats.points(quoted.pointsShortfall) })}</p> : null}
      {isQuoted && quoted.sharedBecause !== undefined ? <p className="returns-note">{t(`quote.shared.${quoted.sharedBecause}`)}</p> : null}
      <div className="returns-acts">
        <Press kind="main" icon="check" hotkey="F12" isDisabled={!isQuoted || isAsking} onPress={() => void desk.commit(number())}>{wasOpen?.receiptNumber === undefined ? t('quote.commit') : t('doubted.commit')}</Press>
        {view.blind === true ? null : <ExchangePart desk={desk} refundMinor={quoted.refundMinor} isQuoted={isQuoted && !isAsking} newNumber={number} />}
        {sold?.receiptNumber !== undefined && isUntouched(view) ? <Press className="returns-cancel" icon="close" onPress={() => setIsCancelling(true)}>{t('cancel.open')}</Press> : null}
        <Press kind="quiet" hotkey="Esc" onPress={() => desk.leave()}>{t('quote.leave')}</Press>
      </div>
    </div>
  );
}
