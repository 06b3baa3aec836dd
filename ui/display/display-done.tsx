import { useTranslation } from 'react-i18next';
import type { SaleView } from '../../agent/contract/sale.ts';
import { Icon } from '../components/icon.tsx';
import { QrCode } from '../components/qr-code.tsx';
import { useTill } from '../state/till-context.ts';
import { useSubject } from '../state/use-subject.ts';
import { useWords } from '../words/use-words.ts';

/** After the sale: thanks, what it brought, and the one code that is of use now: points to be claimed, or the way to give goods back. */
export function DisplayDone({ view }: Readonly<{ view: SaleView }>) {
  const { t } = useTranslation('display');
  const { formats } = useWords();
  const balance = useSubject(useTill().newBalance$);
  const { discountMinor, pointsEarned } = view.priced;
  const code = codeOf(view);
  return (
    <main className="display display-done">
      <div role="status">
        <Icon name="check" size={96} />
        <h1>{t('done.thanks')}</h1>
        {discountMinor === 0 ? null : <p className="display-saved">{t('done.saved', { money: formats.money(discountMinor) })}</p>}
        {pointsEarned === 0 || view.customer?.status !== 'known' ? null : <p>{t('done.earned', { points: formats.points(pointsEarned) })}</p>}
        {balance === undefined ? null : <p>{t('done.balance', { points: formats.points(balance) })}</p>}
      </div>
      {code === undefined ? null : <figure className="display-code"><QrCode text={code.text} label={t(`code.${code.kind}`)} /><figcaption>{t(`code.${code.kind}`)}</figcaption></figure>}
    </main>
  );
}

function codeOf({ claimCode, returnCode }: SaleView): { kind: 'claim' | 'return'; text: string } | undefined {
  if (claimCode !== undefined) return { kind: 'claim', text: claimCode.code };
  return returnCode === undefined ? undefined : { kind: 'return', text: returnCode.code };
}
