import { memo } from 'react';
import { Press } from '../../components/press.tsx';
import { useWords } from '../../words/use-words.ts';
import type { BasketRow } from './basket-rows.ts';

export interface BasketLineProps {
  row: BasketRow;
  isSelected: boolean;
  /** Counts up each time the line lights up */
  flash: number;
  isLocked: boolean;
  onSelect: (lineId: string) => void;
  onStep: (row: BasketRow, byMilli: number) => void;
  onQuantity: (row: BasketRow) => void;
  onRemove: (row: BasketRow) => void;
}

const pieceMilli = 1000;

/** One line: name and promotions, quantity, price before and after. The selected one carries the controls. */
export const BasketLine = memo(function BasketLine({ row, isSelected, flash, isLocked, onSelect, onStep, onQuantity, onRemove }: Readonly<BasketLineProps>) {
  const { t, formats, localize } = useWords();
  const { line, good } = row;
  const name = good === undefined ? line.sku : localize(good.name);
  const isWeighed = good?.unit === 'kg';
  const quantity = isWeighed ? t('basket.kg', { quantity: formats.quantity(line.quantityMilli) }) : formats.quantity(line.quantityMilli);
  const isOne = line.quantityMilli === pieceMilli && !isWeighed;
  const hasControls = isSelected && !isLocked;
  return (
    <li className={`line ${isSelected ? 'line-selected' : ''}`} data-line={line.lineId}>
      {flash > 0 ? <span key={flash} className="line-flash" aria-hidden="true" /> : null}
      <button type="button" className="line-name" aria-current={isSelected} onClick={() => onSelect(line.lineId)}>
        <span className="line-title">{name}</span>
        {row.promotions.length === 0 ? null : (
          <span className="line-promotions">
            {row.promotions.map((promotion, index) => <span key={promotion.ru} className="line-promotion">{localize(promotion)}{index < row.promotions.length - 1 ? '\u00a0· ' : ''}</span>)}
          </span>
        )}
      </button>
      {hasControls ? (
        <div className="line-controls">
          <Press kind="quiet" icon="bin" label={t('basket.remove', { name })} onPress={() => onRemove(row)} />
          {isWeighed ? null : <Press kind="quiet" icon="minus" label={t('basket.less', { name })} onPress={() => onStep(row, -pieceMilli)} />}
          <Press className="line-quantity-press" label={t('basket.quantity', { name, quantity })} onPress={() => onQuantity(row)}>{quantity}</Press>
          {isWeighed ? null : <Press kind="quiet" icon="plus" label={t('basket.more', { name })} onPress={() => onStep(row, pieceMilli)} />}
        </div>
      ) : (
        <p className="line-quantity">
          <span>{quantity}</span>
          {isOne ? null : <span className="line-unit">{t('basket.perUnit', { price: formats.amount(line.unitPriceMinor) })}</span>}
        </p>
      )}
      <p className="line-price">
        {row.beforeMinor === row.afterMinor ? null : <s><span className="unseen">{t('basket.before')} </span>{formats.amount(row.beforeMinor)}</s>}
        <span className={row.beforeMinor === row.afterMinor ? '' : 'line-after'}><span className="unseen">{t('basket.after')} </span>{formats.amount(row.afterMinor)}</span>
      </p>
    </li>
  );
});
