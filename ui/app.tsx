import type { i18n } from 'i18next';
import { I18nextProvider } from 'react-i18next';
import { BreakGuard } from './components/break-guard.tsx';
import { FullPageNotice } from './components/full-page-notice.tsx';
import { ScanFlash } from './components/scan-flash.tsx';
import { LiveRegion } from './components/live-region.tsx';
import { PersonSheets } from './people/person-sheets.tsx';
import { useLock } from './people/use-lock.ts';
import { PlaceScreen } from './places/place-screen.tsx';
import { usePlaceKeys } from './places/use-place-keys.ts';
import { SaleScreen } from './screens/sale/sale-screen.tsx';
import { TillContext } from './state/till-context.ts';
import type { Till } from './state/till.ts';
import { useSubject } from './state/use-subject.ts';

/** The page: the place where the cashier is, or why nothing can be shown here. */
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
  // Read anew, the sale is as the agent has it; its code and words are here already.
  return <BreakGuard renderBroken={() => <FullPageNotice kind="broken" onAgain={() => location.reload()} />}><Places /></BreakGuard>;
}

function Places() {
  const place = usePlaceKeys();
  const isLocked = useLock() !== 'open';
  return (
    <>
      <div className="page-under" inert={isLocked}>{place.name === 'sale' ? <SaleScreen /> : <PlaceScreen place={place} />}</div>
      <PersonSheets />
      <ScanFlash />
      <LiveRegion />
    </>
  );
}

function takeOver(till: Till): void {
  till.lead.claim();
  void till.sale.reload().then((failure) => till.notices.showFailure(failure));
}
