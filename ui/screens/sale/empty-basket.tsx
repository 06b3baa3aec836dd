import { ScanPicture } from '../../components/scan-picture.tsx';
import { useWords } from '../../words/use-words.ts';

/** A picture of what to scan. */
export function EmptyBasket({ hasCustomer }: Readonly<{ hasCustomer: boolean }>) {
  const { t } = useWords();
  return (
    <div className="empty">
      <ScanPicture />
      <p className="empty-title">{hasCustomer ? t('basket.emptyWithCustomer') : t('basket.emptyTitle')}</p>
      <p className="empty-text">{t('basket.emptyText')}</p>
    </div>
  );
}
