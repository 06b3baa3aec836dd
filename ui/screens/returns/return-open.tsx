import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SoldView } from '../../../agent/contract/sale.ts';
import { useHotkeys } from '../../components/use-hotkeys.ts';
import { NumberSheet } from '../sale/number-sheet.tsx';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { useWords } from '../../words/use-words.ts';
import { isQuoteOf, leftOf } from './open-return.ts';
import { QuotePanel } from './quote-panel.tsx';
import type { ReturnDesk, ReturnPhase } from './return-desk.ts';
import { SoldLines } from './sold-lines.tsx';

export interface ReturnOpenProps {
  desk: ReturnDesk;
  phase: Extract<ReturnPhase, { kind: 'open' }>;
  newNumber: () => string;
}
type SoldLine = SoldView['lines'][number];

const pieceMilli = 1000;

/** The sale on the left, with what comes back of it; what that gives back on the right. */
export function ReturnOpen({ desk, phase, newNumber }: Readonly<ReturnOpenProps>) {
  const { t } = useTranslation('returns');
  const { t: shared, localize } = useWords();
  const { goods } = useTill();
  const known = useSubject(goods.goods$);
  const [selected, setSelected] = useState(0);
  const [weighed, setWeighed] = useState<SoldLine>();
  const { view, chosen } = phase;
  const lines = view.sold?.lines ?? [];
  const left = leftOf(view);
  useEffect(() => void goods.want((view.sold?.lines ?? []).map((line) => line.sku)), [goods, view.sold]);

  const isQuoted = chosen.size > 0 && isQuoteOf(view, chosen);
  const current = lines[Math.min(selected, lines.length - 1)];
  function step(line: SoldLine | undefined, byMilli: number): void {
    if (line === undefined) return;
    if (known.get(line.sku)?.unit === 'kg') setWeighed(line);
    else desk.choose(line.lineId, (chosen.get(line.lineId) ?? 0) + byMilli);
  }
  const move = (by: number) => () => setSelected((before) => Math.min(Math.max(0, before + by), lines.length - 1));
  const isFree = weighed === undefined;
  useHotkeys({
    ArrowUp: isFree ? move(-1) : undefined,
    ArrowDown: isFree ? move(1) : undefined,
    '+': isFree ? () => step(current, pieceMilli) : undefined,
    '-': isFree ? () => step(current, -pieceMilli) : undefined,
    F7: isFree ? () => desk.chooseAll() : undefined,
    F12: isFree && isQuoted ? () => void desk.commit(phase.wasOpen?.receiptNumber ?? newNumber()) : undefined,
    Escape: isFree ? () => desk.leave() : () => setWeighed(undefined),
  });
  return (
    <div className="returns-open">
      <section className="returns-goods" aria-label={t('lines.title')}>
        <SoldLines lines={lines} left={left} chosen={chosen} quoted={view.quoted} selected={selected} isBlind={view.blind === true} onSelect={setSelected} onStep={step} onWeigh={setWeighed} onWhole={(line) => desk.choose(line.lineId, line.quantityMilli)} onAll={() => desk.chooseAll()} />
      </section>
      <aside className="returns-side" aria-label={t('quote.title')}>
        <QuotePanel desk={desk} phase={phase} isQuoted={isQuoted} newNumber={newNumber} />
        {weighed === undefined ? null : (
          <NumberSheet
            unit="kg" name={localize(known.get(weighed.sku)?.name ?? { ru: weighed.sku })} confirm={shared('number.put')} onClose={() => setWeighed(undefined)}
            onConfirm={(quantityMilli) => desk.choose(weighed.lineId, quantityMilli)}
          />
        )}
      </aside>
    </div>
  );
}
