import { useTranslation } from 'react-i18next';
import type { ReturnView, SoldView } from '../../../agent/contract/sale.ts';
import { Press } from '../../components/press.tsx';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { useWords } from '../../words/use-words.ts';
import type { Chosen } from './open-return.ts';

type SoldLine = SoldView['lines'][number];

export interface SoldLinesProps {
  lines: readonly SoldLine[];
  left: Chosen;
  chosen: Chosen;
  quoted: ReturnView['quoted'];
  selected: number;
  /** No receipt is there: the goods are as they were typed */
  isBlind: boolean;
  onSelect: (index: number) => void;
  onStep: (line: SoldLine, byMilli: number) => void;
  onWeigh: (line: SoldLine) => void;
  /** All that is left of it */
  onWhole: (line: SoldLine) => void;
  onAll: () => void;
}

const pieceMilli = 1000;

/** The lines of the receipt: what was sold, what came back before, what comes back now. */
export function SoldLines({ lines, left, chosen, quoted, selected, isBlind, onSelect, onStep, onWeigh, onWhole, onAll }: Readonly<SoldLinesProps>) {
  const { t } = useTranslation('returns');
  const { formats, localize, t: shared } = useWords();
  const goods = useSubject(useTill().goods.goods$);
  const quantity = (sku: string, milli: number) => (goods.get(sku)?.unit === 'kg' ? shared('basket.kg', { quantity: formats.quantity(milli) }) : formats.quantity(milli));
  if (lines.length === 0) return <p className="returns-note">{isBlind ? t('lines.blind') : t('lines.unknown')}</p>;
  return (
    <>
      <div className="returns-head">
        <h3>{t('lines.title')}</h3>
        <Press icon="check" hotkey="F7" onPress={onAll}>{t('lines.all')}</Press>
      </div>
      <ul className="returns-lines">
        {lines.map((line, index) => {
          const good = goods.get(line.sku);
          const name = good === undefined ? line.sku : localize(good.name);
          const now = chosen.get(line.lineId) ?? 0;
          const most = left.get(line.lineId) ?? 0;
          const refund = quoted.lines.find((each) => each.lineId === line.lineId && each.quantityMilli === now);
          return (
            <li key={line.lineId} className={`returns-line ${index === selected ? 'returns-line-selected' : ''} ${most === 0 ? 'returns-line-gone' : ''}`}>
              <button type="button" className="returns-name" aria-current={index === selected} onClick={() => onSelect(index)}>
                <strong>{name}</strong>
                <span>
                  {t('lines.sold', { quantity: quantity(line.sku, line.quantityMilli), money: formats.money(line.paidMinor) })}
                  {line.pointsSpent > 0 ? ` ${t('lines.points', { points: formats.points(line.pointsSpent) })}` : ''}
                  {line.returnedMilli > 0 ? <em> {most === 0 ? t('lines.gone') : t('lines.before', { quantity: quantity(line.sku, line.returnedMilli) })}</em> : null}
                </span>
              </button>
              {most === 0 ? null : good?.unit === 'kg' ? (
                <div className="returns-step">
                  <Press label={t('lines.weigh', { name })} onPress={() => onWeigh(line)}>{quantity(line.sku, now)}</Press>
                  <Press label={t('lines.whole', { name })} icon="check" isDisabled={now === most} onPress={() => onWhole(line)} />
                </div>
              ) : (
                <div className="returns-step">
                  <Press icon="minus" label={t('lines.less', { name })} isDisabled={now === 0} onPress={() => onStep(line, -pieceMilli)} />
                  <output aria-label={t('lines.now', { name })}>{formats.quantity(now)}</output>
                  <Press icon="plus" label={t('lines.more', { name })} isDisabled={now === most} onPress={() => onStep(line, pieceMilli)} />
                </div>
              )}
              <span className="returns-sum">{refund === undefined ? '' : formats.amount(refund.refundMinor)}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
