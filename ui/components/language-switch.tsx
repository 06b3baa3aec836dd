import { useTill } from '../state/till-context.ts';
import { switchLanguage } from '../words/i18n.ts';
import { useWords } from '../words/use-words.ts';
import { languageNames, languages, type Language } from '../../agent/contract/words/languages.ts';

const shortNames = { ru: 'РУ', kk: 'ҚАЗ', en: 'EN' } as const;

export function LanguageSwitch() {
  const { t, words, language } = useWords();
  const { notices } = useTill();
  async function show(wanted: Language): Promise<void> {
    if (!(await switchLanguage(words, wanted))) notices.show({ kind: 'language-away' });
  }
  return (
    <div className="languages" role="group" aria-label={t('page.language')}>
      {languages.map((each) => (
        <button key={each} type="button" lang={each} className="language" aria-pressed={each === language} aria-label={languageNames[each]} onClick={() => void show(each)}>
          {shortNames[each]}
        </button>
      ))}
    </div>
  );
}
