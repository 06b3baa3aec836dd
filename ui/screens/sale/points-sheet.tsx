import { useId, useState, type FormEvent } from 'react';
import type { SaleView } from '../../../agent/contract/sale.ts';
import { Keypad } from '../../components/keypad.tsx';
import { SideSheet } from '../../components/side-sheet.tsx';
import { decimalText, parseDecimal } from '../../../agent/contract/words/decimal.ts';
import { useWords } from '../../words/use-words.ts';
import { leftMinor, pointsChoices, type PointsRate } from './points-choice.ts';

export interface PointsSheetProps {
  priced: SaleView['priced'];
  rate: PointsRate;
  /** Resolves to true once the points are set aside */
  onRedeem: (points: number) => Promise<boolean>;
  onClose: () => void;
}

/** How many points to spend: three ready answers, or any number up to the limit, whose rule is said. */
export function PointsSheet({ priced, rate, onRedeem, onClose }: Readonly<PointsSheetProps>) {
  const { t, formats } = useWords();
  const [text, setText] = useState('');
  const [isAsking, setAsking] = useState(false);
  const ruleId = useId();
  const { max, half, exact } = pointsChoices(priced, rate);
  const points = parseDecimal(text, rate.scale) ?? 0;
  const isTooMany = points > max;
  const fill = (value: number) => setText(decimalText(value, rate.scale).replace('.', ','));
  const isReady = points > 0 && !isTooMany && !isAsking;

  async function redeem(): Promise<void> {
    if (!isReady) return;
    setAsking(true);
    const isDone = await onRedeem(points);
    setAsking(false);
    if (isDone) onClose();
  }
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void redeem();
  }

  return (
    <SideSheet title={t('points.title')} onClose={onClose}>
      <form className="number-form" onSubmit={onSubmit}>
        <div className="choices">
          <Choice name={t('points.max')} value={formats.points(max)} isOn={points === max} onPress={() => fill(max)} />
          {half === undefined ? null : <Choice name={t('points.half')} value={formats.points(half)} isOn={points === half} onPress={() => fill(half)} />}
          {exact === undefined ? null : (
            <Choice name={t('points.exact')} value={formats.points(exact.points)} isOn={points === exact.points} hint={t('points.exactHint', { money: formats.money(exact.leftMinor) })} onPress={() => fill(exact.points)} />
          )}
        </div>
        <input
          className="number-field" inputMode="none" autoComplete="off" value={text} aria-label={t('points.field')} aria-describedby={ruleId} aria-invalid={isTooMany} placeholder="0"
          onChange={(event) => setText(event.target.value.replaceAll(/[^0-9.,]/g, ''))}
        />
        <p className={`number-result ${isTooMany ? 'number-wrong' : ''}`} role="status">
          {isTooMany ? t('points.tooMany', { points: formats.points(max) }) : t('points.remains', { money: formats.money(leftMinor(priced, points, rate)) })}
        </p>
        <Keypad value={text} onChange={setText} hasComma={rate.scale > 0} />
        <p id={ruleId} className="number-rule">{t('points.most', { points: formats.points(max) })}. {t(`points.limit.${priced.redeemable.limitedBy}`)}</p>
        <button type="submit" className="press press-main number-confirm" disabled={!isReady}>
          {isAsking ? t('points.asking') : points > 0 && !isTooMany ? t('points.confirmPoints', { points: formats.points(points) }) : t('points.confirm')}
        </button>
      </form>
    </SideSheet>
  );
}

function Choice({ name, value, hint, isOn, onPress }: Readonly<{ name: string; value: string; hint?: string; isOn: boolean; onPress: () => void }>) {
  return (
    <button type="button" className="choice" aria-pressed={isOn} title={hint} onClick={onPress}>
      <span>{name}</span>
      <strong>{value}</strong>
    </button>
  );
}
