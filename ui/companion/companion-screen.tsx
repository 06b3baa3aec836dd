import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/icon.tsx';
import { NoticeBar } from '../components/notice-bar.tsx';
import { useHotkeys } from '../components/use-hotkeys.ts';
import { CustomerCard } from '../screens/sale/customer-card.tsx';
import { Messages } from '../screens/sale/messages.tsx';
import { PointsAction, pointsObstacle } from '../screens/sale/points-action.tsx';
import { SaleSheets } from '../screens/sale/sale-sheets.tsx';
import { UnreadSale } from '../screens/sale/unread-sale.tsx';
import { useExplained } from '../screens/sale/why/use-explained.ts';
import { createSaleActions } from '../state/sale-actions.ts';
import { useTill } from '../state/till-context.ts';
import { useSubject } from '../state/use-subject.ts';
import { modeWords } from '../words/mode-words.ts';
import { pointsCount, useWords } from '../words/use-words.ts';
import { useShownCustomer } from './use-shown-customer.ts';

const HintList = lazy(async () => ({ default: (await import('../screens/sale/why/hint-list.tsx')).HintList }));

/** Beside the shop's own till software, which makes the sale: who buys, what to tell them, and points to pay with. All else it only reads. */
export function CompanionScreen() {
  const { t } = useTranslation('display');
  const till = useTill();
  const actions = useMemo(() => createSaleActions(till), [till]);
  const phase = useSubject(till.sale.phase$);
  const [isPaying, setPaying] = useState(false);
  const view = phase.kind === 'open' || phase.kind === 'done' ? phase.view : undefined;
  const isOpen = phase.kind === 'open' && phase.view.state !== 'in-doubt';
  const customer = useShownCustomer(view);
  const status = useSubject(till.link.link$).status;
  const canSpend = isOpen && view?.redemption === undefined && pointsObstacle(view, status) === undefined;
  const explained = useExplained(isOpen ? view : undefined);
  const open = () => (canSpend ? setPaying(true) : undefined);
  const close = () => setPaying(false);
  if (isPaying && !canSpend) close();
  useHotkeys({ F5: view?.redemption === undefined ? open : isOpen ? actions.dropRedemption : undefined, Escape: isPaying ? close : () => till.notices.clear() });
  return (
    <main className="companion">
      <h1 className="unseen">{t('companion.title')}</h1>
      <CompanionMode />
      <CustomerCard
        customer={customer} isSettled={phase.kind === 'done'} hasGoods={(view?.basket.lines.length ?? 0) > 0} isOffline={view?.redemption?.offline === true}
        today={view?.inputs.time.localDate} state={view?.inputs.customerState} onAdmit={actions.admitCard}
      />
      {isOpen && view !== undefined ? <Messages messages={view.priced.messages} warnings={view.warnings ?? []} /> : null}
      {isOpen && explained.sale !== undefined ? <Suspense><HintList sale={explained.sale} /></Suspense> : null}
      {view !== undefined ? <CompanionTotals view={view} /> : phase.kind === 'loading' && phase.refusal !== undefined ? <UnreadSale refusal={phase.refusal} /> : <p className="companion-none">{t('companion.noSale')}</p>}
      {isOpen ? <PointsAction view={view} onOpen={open} onDrop={actions.dropRedemption} /> : null}
      <NoticeBar onUndo={() => undefined} />
      <SaleSheets sheet={isPaying ? { kind: 'points' } : undefined} view={view} selected={undefined} explained={explained} actions={actions} onClose={close} />
    </main>
  );
}

function CompanionMode() {
  const { t, formats } = useWords();
  const link = useSubject(useTill().link.link$);
  const mode = modeWords(t, formats, link);
  return <p className={`mode companion-mode mode-${mode.tone}`} role="status"><Icon name={mode.tone} size={20} /><strong>{mode.name}</strong><span>{mode.works}</span></p>;
}

function CompanionTotals({ view }: Readonly<{ view: NonNullable<Parameters<typeof useExplained>[0]> }>) {
  const { t, formats } = useWords();
  const scale = useSubject(useTill().link.link$).status?.programme?.points.scale ?? 0;
  const { pointsEarned, pointsPaidMinor, payableMinor } = view.priced;
  return (
    <dl className="companion-totals" aria-label={t('totals.title')}>
      <div><dt>{t('totals.earn')}</dt><dd>{t('totals.earnPoints', { count: pointsCount(pointsEarned, scale), points: formats.points(pointsEarned) })}</dd></div>
      {pointsPaidMinor === 0 ? null : <div className="totals-saved"><dt>{t('totals.paidWithPoints')}</dt><dd>{formats.amount(pointsPaidMinor)}</dd></div>}
      <div className="companion-pay"><dt>{t('totals.toPay')}</dt><dd data-testid="payable">{formats.money(payableMinor)}</dd></div>
    </dl>
  );
}
