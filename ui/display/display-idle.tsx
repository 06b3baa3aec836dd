import { useTranslation } from 'react-i18next';
import type { SaleView } from '../../agent/contract/sale.ts';
import { QrCode } from '../components/qr-code.tsx';
import { ScanPicture } from '../components/scan-picture.tsx';
import { useTill } from '../state/till-context.ts';
import { useSubject } from '../state/use-subject.ts';
import { useWords } from '../words/use-words.ts';

/** Between two customers: the shop, and that a card is welcome; or a greeting, once the card is there. */
export function DisplayIdle({ customer }: Readonly<{ customer: SaleView['customer'] }>) {
  const { t } = useTranslation('display');
  const { localize } = useWords();
  const { status } = useSubject(useTill().link.link$);
  const programme = status?.programme;
  const store = status?.till.storeName;
  const name = customer?.status === 'known' ? customer.givenName : undefined;
  return (
    <main className="display display-idle">
      <header>
        <h1>{programme === undefined ? '' : localize(programme.name)}</h1>
        {store === undefined ? null : <p>{localize(store)}</p>}
      </header>
      <ScanPicture />
      <p className="display-call">{customer?.status === 'known' ? (name === undefined ? t('idle.known') : t('idle.hello', { name })) : t('idle.card')}</p>
      {programme?.applicationUrl === undefined ? null : <figure className="display-code"><QrCode text={programme.applicationUrl} label={t('idle.application')} /><figcaption>{t('idle.application')}</figcaption></figure>}
    </main>
  );
}
