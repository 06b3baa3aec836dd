import '../fonts.css';
import '../tokens.css';
import '../base.css';
import '../components/components.css';
import '../screens/sale/sale.css';
import './companion.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { BreakGuard } from '../components/break-guard.tsx';
import { FullPageNotice } from '../components/full-page-notice.tsx';
import { PersonSheets } from '../people/person-sheets.tsx';
import { createFollower, followLanguage } from '../state/follower.ts';
import { TillContext } from '../state/till-context.ts';
import { listenWedge } from '../wedge/listen-wedge.ts';
import { readWedgeOptions } from '../wedge/wedge-options.ts';
import { createWords, switchLanguage } from '../words/i18n.ts';
import { CompanionScreen } from './companion-screen.tsx';

const till = createFollower();
// The till software hears of the scan in the agent's event, as of any other.
listenWedge(window, (code) => void till.scans.send(code, 'wedge'), readWedgeOptions(localStorage.getItem('till.wedge')));

const words = await createWords(followLanguage((language) => void switchLanguage(words, language)));
await words.loadNamespaces('display');
function showLanguage(language: string): void {
  document.documentElement.lang = language;
  document.title = words.t('display:companion.title');
}
showLanguage(words.language);
words.on('languageChanged', showLanguage);

const place = document.getElementById('page');
if (place === null) throw new Error('companion.html has no #page');
createRoot(place).render(
  <StrictMode>
    <I18nextProvider i18n={words}>
      <TillContext value={till}>
        <BreakGuard renderBroken={() => <FullPageNotice kind="broken" onAgain={() => location.reload()} />}><CompanionScreen /><PersonSheets /></BreakGuard>
      </TillContext>
    </I18nextProvider>
  </StrictMode>,
);
