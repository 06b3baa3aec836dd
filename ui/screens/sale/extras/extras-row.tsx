import type { SaleView } from '../../../../agent/contract/sale.ts';
import { Press } from '../../../components/press.tsx';
import type { SaleActions } from '../../../state/sale-actions.ts';
import { useTill } from '../../../state/till-context.ts';
import { useSubject } from '../../../state/use-subject.ts';
import { useWords } from '../../../words/use-words.ts';

export interface ExtrasRowProps {
  view: SaleView | undefined;
  actions: SaleActions;
  onCoupons: () => void;
}

/** Coupons, and the programmes that the customer may choose in place of own points: only those that the shop has. */
export function ExtrasRow({ view, actions, onCoupons }: Readonly<ExtrasRowProps>) {
  const { t, localize } = useWords();
  const programmes = useSubject(useTill().link.link$).status?.programme?.externalProgrammes ?? [];
  const coupons = view?.basket.coupons?.length ?? 0;
  const chosen = view?.basket.external;
  return (
    <div className="extras">
      <Press hotkey="F7" onPress={onCoupons}>{t('extras.coupons')}{coupons === 0 ? null : <span className="extras-count">{coupons}</span>}</Press>
      {programmes.map(({ id, name }) => (
        <button key={id} type="button" className="press press-plain extras-switch" aria-pressed={id === chosen} onClick={() => actions.chooseExternal(id === chosen ? undefined : id)}>{localize(name)}</button>
      ))}
    </div>
  );
}
