import { useId } from 'react';
import type { SaleView } from '../../../agent/contract/sale.ts';
import type { StatusView } from '../../../agent/contract/status.ts';
import { Press } from '../../components/press.tsx';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { useWords } from '../../words/use-words.ts';

export interface PointsActionProps {
  view: SaleView | undefined;
  onOpen: () => void;
  onDrop: () => void;
}

/** Why points cannot be spent on this sale now, as a key of words; undefined where they can. */
export type PointsObstacle = 'offline' | SaleView['priced']['redeemable']['limitedBy'];

/** `status`: what the till says of itself; while the centre is out of reach the programme may let the till spend by itself. */
export function pointsObstacle(view: SaleView | undefined, status: Pick<StatusView, 'mode' | 'offlineRedemption'> | undefined): PointsObstacle | undefined {
  if (view?.customer?.status !== 'known') return 'no-customer';
  if (status?.mode === 'offline' && (status.offlineRedemption?.maxPoints ?? 0) === 0) return 'offline';
  // The number is of before the centre was back: it is asked for anew when the cashier wants to spend.
  if (isOtherwiseThanPriced(view, status)) return undefined;
  return view.priced.redeemable.maxPoints > 0 ? undefined : view.priced.redeemable.limitedBy;
}

/** The contact to the centre came or went since the sale was priced, so other points may be spent than its price says. */
export function isOtherwiseThanPriced({ inputs: { mayRedeem } }: SaleView, status: Pick<StatusView, 'mode'> | undefined): boolean {
  const wasOffline = mayRedeem !== undefined && mayRedeem.limitedBy !== 'balance';
  return status !== undefined && wasOffline !== (status.mode === 'offline');
}

/** "Pay with points", or "do not spend" once they are set aside; where neither can be, why. */
export function PointsAction({ view, onOpen, onDrop }: Readonly<PointsActionProps>) {
  const { t } = useWords();
  const whyId = useId();
  const { status } = useSubject(useTill().link.link$);
  if (view?.redemption !== undefined) return <Press className="points-action" hotkey="F5" onPress={onDrop}>{t('points.drop')}</Press>;
  const obstacle = pointsObstacle(view, status);
  const isSilent = obstacle === undefined || obstacle === 'no-customer' || view?.basket.lines.length === 0;
  return (
    <div className="points-action">
      <Press hotkey="F5" isDisabled={obstacle !== undefined} describedBy={whyId} onPress={onOpen}>{t('points.open')}</Press>
      <p id={whyId} className="points-why">{isSilent ? '' : obstacle === 'offline' ? t('points.offline') : t(`points.limit.${obstacle}`)}</p>
    </div>
  );
}
