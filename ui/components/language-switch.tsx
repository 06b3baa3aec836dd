import { useWords } from '../words/use-words.ts';
import { languageNames, languages } from '../../agent/contract/words/languages.ts';

const shortNames = { ru: 'РУ', kk: 'ҚАЗ', en: 'EN' } as const;

export function LanguageSwitch() {
  const { t, words, language } = useWords();
  return (
    <div className="languages" role="group" aria-label={t('page.language')}>
      {languages.map((each) => (
        <button key={each} type="button" lang={each} className="language" aria-pressed={each === language} aria-label={languageNames[each]} onClick={() => void words.changeLanguage(each)}>
          {shortNames[each]}
        </button>
      ))}
    </div>
  );
}
