import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaleView } from '../../agent/contract/sale.ts';
import { basketRows, type BasketRow } from '../screens/sale/basket-rows.ts';
import { useTill } from '../state/till-context.ts';
import { useSubject } from '../state/use-subject.ts';
import { useWords } from '../words/use-words.ts';
import { pointsAfter } from './points-after.ts';

/** The basket as it grows, what is saved, what is earned, and what is to pay. The newest line is always in sight. */
export function DisplaySale({ view }: Readonly<{ view: SaleView }>) {
  const { t } = useTranslation('display');
  const { t: shared, formats } = useWords();
  const goods = useSubject(useTill().goods.goods$);
  const rows = useMemo(() => basketRows(view, goods), [view, goods]);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (rows.length > 0) list.current?.lastElementChild?.scrollIntoView({ block: 'end' });
  }, [rows]);
  const { discountMinor, pointsEarned, pointsPaidMinor, payableMinor } = view.priced;
  const after = pointsAfter(view);
  return (
    <main className="display display-sale">
      <h1 className="unseen">{t('title')}</h1>
      <ol ref={list} className="display-lines" aria-label={shared('basket.title')}>
        {rows.map((row) => <DisplayLine key={row.line.lineId} row={row} />)}
      </ol>
      <aside className="display-side">
        {view.customer?.status === 'known' && view.customer.givenName !== undefined ? <p className="display-name">{view.customer.givenName}</p> : null}
        <dl>
          {discountMinor === 0 ? null : <div className="display-saved"><dt>{t('sale.saved')}</dt><dd>{formats.amount(discountMinor)}</dd></div>}
          {pointsPaidMinor === 0 ? null : <div className="display-saved"><dt>{shared('totals.paidWithPoints')}</dt><dd>{formats.amount(pointsPaidMinor)}</dd></div>}
          {pointsEarned === 0 ? null : <div><dt>{t('sale.earn')}</dt><dd>+{formats.points(pointsEarned)}</dd></div>}
          {after === undefined ? null : <div><dt>{t('sale.after')}</dt><dd>{formats.points(after)}</dd></div>}
        </dl>
        <p className="display-pay"><span>{shared('totals.toPay')}</span><strong data-testid="display-payable">{formats.money(payableMinor)}</strong></p>
      </aside>
    </main>
  );
}

function DisplayLine({ row }: Readonly<{ row: BasketRow }>) {
  const { t, formats, localize } = useWords();
  const { line, good, beforeMinor, afterMinor } = row;
  const quantity = good?.unit === 'kg' ? t('basket.kg', { quantity: formats.quantity(line.quantityMilli) }) : `${formats.quantity(line.quantityMilli)} ×`;
  return (
    <li>
      <span className="display-good">{good === undefined ? line.sku : localize(good.name)}</span>
      <span className="display-quantity">{quantity}</span>
      <span className="display-price">{beforeMinor === afterMinor ? null : <s>{formats.amount(beforeMinor)}</s>}<span className={beforeMinor === afterMinor ? '' : 'display-lower'}>{formats.amount(afterMinor)}</span></span>
    </li>
  );
}
