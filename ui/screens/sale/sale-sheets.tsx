import { lazy, Suspense } from 'react';
import type { SaleView } from '../../../agent/contract/sale.ts';
import type { FoundGood, SaleActions } from '../../state/sale-actions.ts';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { useWords } from '../../words/use-words.ts';
import type { BasketRow } from './basket-rows.ts';
import { NumberSheet } from './number-sheet.tsx';
import { PointsSheet } from './points-sheet.tsx';
import type { Explained } from './why/use-explained.ts';

// Most tills have a scanner and never load the camera's.
const CameraSheet = lazy(async () => ({ default: (await import('./camera-sheet.tsx')).CameraSheet }));
const ExtrasSheet = lazy(async () => ({ default: (await import('./extras/extras-sheet.tsx')).ExtrasSheet }));
const SlipSheet = lazy(async () => ({ default: (await import('./slip-sheet.tsx')).SlipSheet }));
const WhySheet = lazy(async () => ({ default: (await import('./why/why-sheet.tsx')).WhySheet }));

/** What lies over the right column. */
export type Sheet = { kind: 'points' } | { kind: 'camera' } | { kind: 'why' } | { kind: 'extras' } | { kind: 'slip'; saleId: string } | { kind: 'quantity'; row: BasketRow } | { kind: 'weight'; good: FoundGood };

/** What is typed there would be missing from a receipt: first Enter or Esc. */
const typedIn: readonly Sheet['kind'][] = ['points', 'extras', 'quantity', 'weight'];

export function keepsFromFinishing(sheet: Sheet | undefined): boolean {
  return sheet !== undefined && typedIn.includes(sheet.kind);
}

export interface SaleSheetsProps {
  sheet: Sheet | undefined;
  view: SaleView | undefined;
  selected: BasketRow | undefined;
  explained: Explained;
  actions: SaleActions;
  onClose: () => void;
}

export function SaleSheets({ sheet, view, selected, explained, actions, onClose }: Readonly<SaleSheetsProps>) {
  const { t, localize } = useWords();
  const programme = useSubject(useTill().link.link$).status?.programme;
  if (sheet === undefined) return null;
  switch (sheet.kind) {
    case 'points':
      return view === undefined || programme === undefined ? null : (
        <PointsSheet priced={view.priced} onRedeem={actions.redeem} onClose={onClose} rate={{ scale: programme.points.scale, valueMinor: programme.points.valueMinor, exponent: programme.currency.exponent }} />
      );
    case 'camera':
      return <Suspense><CameraSheet onClose={onClose} /></Suspense>;
    case 'why':
      return view === undefined ? null : <Suspense><WhySheet view={view} explained={explained} row={selected} onClose={onClose} /></Suspense>;
    case 'extras':
      return <Suspense><ExtrasSheet view={view} actions={actions} onClose={onClose} /></Suspense>;
    case 'slip':
      return <Suspense><SlipSheet saleId={sheet.saleId} onClose={onClose} /></Suspense>;
    case 'quantity':
      return (
        <NumberSheet
          unit="piece" name={sheet.row.good === undefined ? sheet.row.line.sku : localize(sheet.row.good.name)} confirm={t('number.put')} onClose={onClose}
          onConfirm={(quantityMilli) => actions.setQuantity(sheet.row.line, quantityMilli)}
        />
      );
    case 'weight':
      return <NumberSheet unit="kg" name={localize(sheet.good.name)} confirm={t('number.add')} onClose={onClose} onConfirm={(quantityMilli) => actions.add(sheet.good, quantityMilli)} />;
    default:
      return noSuchSheet(sheet);
  }
}

/** The compiler proves that no sheet is forgotten. */
function noSuchSheet(_sheet: never): null {
  return null;
}
