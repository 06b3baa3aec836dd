import type { i18n } from 'i18next';
import { I18nextProvider } from 'react-i18next';
import { FullPageNotice } from './components/full-page-notice.tsx';
import { SaleScreen } from './screens/sale/sale-screen.tsx';
import { TillContext } from './state/till-context.ts';
import type { Till } from './state/till.ts';
import { useSubject } from './state/use-subject.ts';

/** The page: the sale, or why it cannot be shown here. */
export function App({ till, words }: Readonly<{ till: Till; words: i18n }>) {
  return (
    <I18nextProvider i18n={words}>
      <TillContext value={till}><Page till={till} /></TillContext>
    </I18nextProvider>
  );
}

function Page({ till }: Readonly<{ till: Till }>) {
  const isRefused = useSubject(till.link.link$).state === 'refused';
  const isLeading = useSubject(till.lead.isLeading$);
  if (isRefused) return <FullPageNotice kind="refused" />;
  if (!isLeading) return <FullPageNotice kind="follower" onTakeOver={() => takeOver(till)} />;
  return <SaleScreen />;
}

function takeOver(till: Till): void {
  till.lead.claim();
  void till.sale.reload().then((failure) => till.notices.showFailure(failure));
}
