import './extras.css';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaleView } from '../../../../agent/contract/sale.ts';
import { Field } from '../../../components/field.tsx';
import { Keypad } from '../../../components/keypad.tsx';
import { Press } from '../../../components/press.tsx';
import { SideSheet } from '../../../components/side-sheet.tsx';
import { Tabs } from '../../../components/tabs.tsx';
import type { SaleActions } from '../../../state/sale-actions.ts';
import { useTill } from '../../../state/till-context.ts';
import { useSubject } from '../../../state/use-subject.ts';
import { useWords } from '../../../words/use-words.ts';

export interface ExtrasSheetProps {
  view: SaleView | undefined;
  actions: SaleActions;
  onClose: () => void;
}

/** The longest that the contract takes */
const maxCodeLength = 64;
const unknownYet = '';

/** Coupons of this sale, each with what became of it, and how it will be paid where that brings a bonus. A coupon can be scanned at any time; here it is typed. */
export function ExtrasSheet({ view, actions, onClose }: Readonly<ExtrasSheetProps>) {
  const { t } = useTranslation('sale');
  const { localize } = useWords();
  const { scans, link } = useTill();
  const methods = useSubject(link.link$).status?.programme?.paymentMethods ?? [];
  const [code, setCode] = useState('');
  const shown = view?.priced.coupons ?? [];
  const typed = code.trim();

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (typed === '') return;
    setCode('');
    void scans.send(typed, 'typed');
  }
  return (
    <SideSheet title={t('extras.title')} onClose={onClose}>
      <form className="form extras-form" onSubmit={onSubmit}>
        <Field label={t('extras.code')} value={code} onChange={(value) => setCode(value.slice(0, maxCodeLength))} />
        <Keypad value={code} onChange={setCode} hasComma={false} />
        <Press kind="main" isSubmit isDisabled={typed === ''}>{t('extras.add')}</Press>
      </form>
      {shown.length === 0 ? <p className="extras-none">{t('extras.none')} {t('extras.hint')}</p> : (
        <ul className="coupons" aria-label={t('extras.title')}>
          {shown.map((coupon) => (
            <li key={coupon.code} className={`coupon coupon-${coupon.status}`}>
              <p><strong>{coupon.code}</strong><span>{t(`extras.status.${coupon.status}`)}</span></p>
              <Press kind="quiet" icon="bin" label={t('extras.remove', { code: coupon.code })} onPress={() => actions.removeCoupon(coupon.code)} />
            </li>
          ))}
        </ul>
      )}
      {methods.length === 0 ? null : (
        <section className="payment" aria-label={t('extras.payment')}>
          <h3>{t('extras.payment')}</h3>
          <Tabs
            label={t('extras.payment')} names={[unknownYet, ...methods.map(({ id }) => id)]} chosen={view?.basket.payment?.method ?? unknownYet}
            words={(id) => (id === unknownYet ? t('extras.paymentUnknown') : localize(methods.find((method) => method.id === id)?.name ?? { ru: id }))}
            onChoose={(id) => actions.choosePayment(id === unknownYet ? undefined : id)}
          />
        </section>
      )}
    </SideSheet>
  );
}
