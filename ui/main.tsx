import './fonts.css';
import './tokens.css';
import './base.css';
import './components/components.css';
import './places/places.css';
import './screens/sale/sale.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { eventStream } from './client/event-stream.ts';
import { randomId } from './client/random-id.ts';
import { createPageLead } from './state/page-lead.ts';
import { showTheme } from './state/theme.ts';
import { createTill } from './state/till.ts';
import { createSpeaker } from './sounds/speaker.ts';
import { listenWedge } from './wedge/listen-wedge.ts';
import { readWedgeOptions } from './wedge/wedge-options.ts';
import { createWords, fetchOtherLanguages, rememberedLanguage, rememberLanguage } from './words/i18n.ts';
import { isLanguage } from '../agent/contract/words/languages.ts';

const till = createTill({
  fetch: (path, init) => fetch(path, init),
  storage: sessionStorage,
  memory: localStorage,
  speaker: createSpeaker(() => new AudioContext({ latencyHint: 'interactive' })),
  address: window,
  news$: eventStream(() => new EventSource('v1/events')),
  lead: createPageLead(navigator.locks),
  newId: randomId,
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
});
till.settings.settings$.subscribe(({ theme }) => showTheme(document, theme));
listenWedge(window, (code) => void till.scans.send(code, 'wedge'), readWedgeOptions(localStorage.getItem('till.wedge')));

const words = await createWords(rememberedLanguage(localStorage));
function showLanguage(language: string): void {
  document.documentElement.lang = language;
  document.title = words.t('page.title');
  if (isLanguage(language)) rememberLanguage(localStorage, language);
}
showLanguage(words.language);
words.on('languageChanged', showLanguage);

const place = document.getElementById('page');
if (place === null) throw new Error('index.html has no #page');
createRoot(place).render(<StrictMode><App till={till} words={words} /></StrictMode>);
void fetchOtherLanguages(words);
