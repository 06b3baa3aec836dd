import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { createSaleActions, type FoundGood } from '../../state/sale-actions.ts';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { useWords } from '../../words/use-words.ts';
import { ActionBar } from './action-bar.tsx';
import { BasketList } from './basket-list.tsx';
import { basketRows, type BasketRow } from './basket-rows.ts';
import { CustomerCard } from './customer-card.tsx';
import { DonePanel } from './done-panel.tsx';
import { DoubtPanel } from './doubt-panel.tsx';
import { EmptyBasket } from './empty-basket.tsx';
import { UnreadSale } from './unread-sale.tsx';
import { Messages } from './messages.tsx';
import { NoticeBar } from '../../components/notice-bar.tsx';
import { isOtherwiseThanPriced, PointsAction, pointsObstacle } from './points-action.tsx';
import { ExtrasRow } from './extras/extras-row.tsx';
import { keepsFromFinishing, SaleSheets, type Sheet } from './sale-sheets.tsx';
import { SearchBox } from './search-box.tsx';
import { LostRacesHere } from '../../lost-races/lost-races-here.tsx';
import { StatusStrip } from '../../components/status-strip.tsx';
import { Totals } from './totals.tsx';
import { useHotkeys } from '../../components/use-hotkeys.ts';
import { useLineFocus } from './use-line-focus.ts';
import { WaitingBar } from './waiting-bar.tsx';
import { useExplained } from './why/use-explained.ts';

// The reasons come after the price, and so do their words.
const HintList = lazy(async () => ({ default: (await import('./why/hint-list.tsx')).HintList }));

/** The sale: the one screen that a cashier looks at all day. */
export function SaleScreen() {
  const { t } = useWords();
  const till = useTill();
  const actions = useMemo(() => createSaleActions(till), [till]);
  const phase = useSubject(till.sale.phase$);
  const goods = useSubject(till.goods.goods$);
  const canUndo = useSubject(till.sale.canUndo$);
  const status = useSubject(till.link.link$).status;
  const [sheet, setSheet] = useState<Sheet>();
  const searchField = useRef<HTMLInputElement>(null);

  const view = phase.kind === 'open' || phase.kind === 'done' ? phase.view : undefined;
  const isOpen = phase.kind === 'open';
  const isInDoubt = isOpen && phase.view.state === 'in-doubt';
  const isLocked = !isOpen || isInDoubt;
  const focus = useLineFocus(isOpen ? view : undefined);
  const rows = useMemo(() => (view === undefined ? [] : basketRows(view, goods)), [view, goods]);
  const selected = rows.find((row) => row.line.lineId === focus.selectedId);
  const canExplain = isOpen && rows.length > 0;
  const canSpend = !isLocked && view?.redemption === undefined && pointsObstacle(view, status) === undefined;
  const openSheet = sheet !== undefined && makesSense(sheet) ? sheet : undefined;
  // A sheet of a sale or a line that is gone goes with it, for good: it must not come up again in the next sale.
  if (openSheet !== sheet) setSheet(undefined);
  const canFinish = isOpen && !isInDoubt && rows.length > 0 && !keepsFromFinishing(openSheet);
  const explained = useExplained(isOpen ? view : undefined);

  function makesSense(wanted: Sheet): boolean {
    if (wanted.kind === 'weight' || wanted.kind === 'camera') return !isInDoubt;
    if (wanted.kind === 'why') return canExplain;
    if (wanted.kind === 'extras') return !isInDoubt && phase.kind !== 'done';
    if (wanted.kind === 'slip') return phase.kind === 'done' && phase.view.saleId === wanted.saleId;
    return wanted.kind === 'points' ? canSpend : !isLocked && rows.some((row) => row.line.lineId === wanted.row.line.lineId);
  }
  const close = () => setSheet(undefined);
  const look = () => (isInDoubt ? undefined : setSheet({ kind: 'camera' }));
  const explain = () => (canExplain ? setSheet({ kind: 'why' }) : undefined);
  const toggleExtras = () => setSheet(openSheet?.kind === 'extras' ? undefined : { kind: 'extras' });
  const toggleWhy = () => (openSheet?.kind === 'why' ? close() : explain());
  function select(lineId: string): void {
    focus.select(lineId);
    explain();
  }
  const search = () => searchField.current?.focus();
  const undo = () => (canUndo && !isInDoubt ? actions.undo() : undefined);
  const finishOrNext = () => (phase.kind === 'done' ? actions.clear() : isInDoubt ? actions.answerDoubt(true) : canFinish ? actions.finish() : undefined);
  function pick(good: FoundGood): void {
    if (good.unit === 'kg') setSheet({ kind: 'weight', good });
    else actions.add(good, 1000);
  }
  function openPoints(): void {
    if (view !== undefined && isOtherwiseThanPriced(view, status)) actions.reprice();
    setSheet({ kind: 'points' });
  }
  function togglePoints(): void {
    if (view?.redemption !== undefined && !isLocked) actions.dropRedemption();
    else if (canSpend) openPoints();
  }
  const step = (row: BasketRow | undefined, byMilli: number) => (row === undefined || row.good?.unit === 'kg' ? undefined : actions.step(row.line, byMilli));

  const isFree = (openSheet === undefined || openSheet.kind === 'why') && !isLocked;
  useHotkeys({
    F2: search,
    F5: togglePoints,
    F6: toggleWhy,
    F7: phase.kind === 'done' || isInDoubt ? undefined : toggleExtras,
    F10: look,
    F9: isOpen ? actions.cancel : undefined,
    F12: finishOrNext,
    'Ctrl+Enter': finishOrNext,
    'Ctrl+Z': undo,
    Escape: openSheet === undefined ? () => till.notices.clear() : close,
    ArrowUp: isFree ? () => focus.move(-1) : undefined,
    ArrowDown: isFree ? () => focus.move(1) : undefined,
    '+': isFree ? () => step(selected, 1000) : undefined,
    '-': isFree ? () => step(selected, -1000) : undefined,
    '*': isFree && selected !== undefined && selected.good?.unit !== 'kg' ? () => setSheet({ kind: 'quantity', row: selected }) : undefined,
    Delete: isFree && selected !== undefined ? () => actions.remove(selected.line) : undefined,
  });

  return (
    <div className="screen">
      <StatusStrip />
      <main className="sale">
        <section className="basket" aria-label={t('page.sale')}>
          <WaitingBar />
          <LostRacesHere />
          {isInDoubt ? <DoubtPanel onAnswer={actions.answerDoubt} /> : <SearchBox field={searchField} onPick={pick} onCamera={look} />}
          <div className="basket-body">
            {phase.kind === 'done' ? <DonePanel view={phase.view} onNext={actions.clear} onSlip={() => setSheet({ kind: 'slip', saleId: phase.view.saleId })} /> : null}
            {phase.kind === 'loading' && phase.refusal !== undefined ? <UnreadSale refusal={phase.refusal} /> : null}
            {phase.kind === 'loading' || phase.kind === 'done' || rows.length > 0 ? null : <EmptyBasket hasCustomer={view?.customer?.status === 'known'} />}
            {isOpen && rows.length > 0 ? (
              <BasketList
                rows={rows} selectedId={focus.selectedId} flash={focus.flash} isLocked={isLocked} onSelect={select}
                onStep={step} onQuantity={(row) => setSheet({ kind: 'quantity', row })} onRemove={(row) => actions.remove(row.line)}
              />
            ) : null}
          </div>
          {isOpen && view !== undefined ? <Messages messages={view.priced.messages} warnings={view.warnings ?? []} /> : null}
          {isOpen && explained.sale !== undefined ? <Suspense><HintList sale={explained.sale} /></Suspense> : null}
          <NoticeBar onUndo={undo} />
        </section>
        <aside className="side" aria-label={t('totals.title')}>
          <CustomerCard customer={view?.customer} isSettled={phase.kind === 'done'} hasGoods={rows.length > 0} isOffline={view?.redemption?.offline === true} today={view?.inputs.time.localDate} state={view?.inputs.customerState} onAdmit={actions.admitCard} />
          <Totals priced={view?.priced} isKnown={phase.kind !== 'loading'} />
          {isLocked && phase.kind !== 'empty' ? null : <><PointsAction view={view} onOpen={openPoints} onDrop={actions.dropRedemption} /><ExtrasRow view={view} actions={actions} onCoupons={toggleExtras} /></>}
          <SaleSheets sheet={openSheet} view={view} selected={selected} explained={explained} actions={actions} onClose={close} />
        </aside>
      </main>
      <ActionBar
        canExplain={canExplain} canUndo={canUndo && !isInDoubt} canCancel={isOpen && !isInDoubt} canFinish={canFinish}
        onSearch={search} onWhy={toggleWhy} onUndo={undo} onCancel={actions.cancel} onFinish={actions.finish}
      />
    </div>
  );
}
