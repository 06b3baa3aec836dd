import '../fonts.css';
import '../tokens.css';
import '../base.css';
import './display.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createFollower, followLanguage } from '../state/follower.ts';
import { TillContext } from '../state/till-context.ts';
import { createWords, switchLanguage } from '../words/i18n.ts';
import { DisplayGuard } from './display-guard.tsx';
import { DisplayScreen } from './display-screen.tsx';

const words = await createWords(followLanguage((language) => void switchLanguage(words, language)));
await words.loadNamespaces('display');
function showLanguage(language: string): void {
  document.documentElement.lang = language;
  document.title = words.t('display:title');
}
showLanguage(words.language);
words.on('languageChanged', showLanguage);

const place = document.getElementById('page');
if (place === null) throw new Error('display.html has no #page');
createRoot(place).render(<StrictMode><I18nextProvider i18n={words}><TillContext value={createFollower()}><DisplayGuard><DisplayScreen /></DisplayGuard></TillContext></I18nextProvider></StrictMode>);
