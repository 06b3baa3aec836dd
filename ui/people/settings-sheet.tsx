import { useTranslation } from 'react-i18next';
import { SideSheet } from '../components/side-sheet.tsx';
import { languageNames, languages, type Language } from '../../agent/contract/words/languages.ts';
import { themes } from '../state/settings.ts';
import { useTill } from '../state/till-context.ts';
import { useSubject } from '../state/use-subject.ts';
import { switchLanguage } from '../words/i18n.ts';
import { useWords } from '../words/use-words.ts';

/** How this screen speaks, looks and sounds. It is kept on this till, for everybody. */
export function SettingsSheet({ onClose }: Readonly<{ onClose: () => void }>) {
  const { t } = useTranslation('people');
  const { words, language } = useWords();
  const { notices, settings, sounds } = useTill();
  const { theme, sound } = useSubject(settings.settings$);
  async function speak(wanted: Language): Promise<void> {
    if (!(await switchLanguage(words, wanted))) notices.show({ kind: 'language-away' });
  }
  function setSound(change: Partial<typeof sound>): void {
    settings.change({ sound: { ...sound, ...change } });
    sounds.play('found');
  }
  return (
    <SideSheet title={t('settings.title')} onClose={onClose}>
      <div className="form settings">
        <Choice label={t('settings.language')} values={languages} words={(each) => languageNames[each]} chosen={language} onChoose={(each) => void speak(each)} />
        <Choice label={t('settings.theme')} values={themes} words={(each) => t(`settings.themes.${each}`)} chosen={theme} onChoose={(each) => settings.change({ theme: each })} />
        <Choice label={t('settings.sound')} values={['on', 'off'] as const} words={(each) => t(`settings.sounds.${each}`)} chosen={sound.isOn ? 'on' : 'off'} onChoose={(each) => setSound({ isOn: each === 'on' })} />
        <Choice label={t('settings.volume')} values={[25, 50, 75, 100] as const} words={(each) => `${each} %`} chosen={sound.volumePercent} onChoose={(volumePercent) => setSound({ volumePercent })} />
        <p className="sign-in-why">{t('settings.kept')}</p>
      </div>
    </SideSheet>
  );
}

interface ChoiceProps<Value> {
  label: string;
  values: readonly Value[];
  words: (value: Value) => string;
  chosen: Value;
  onChoose: (value: Value) => void;
}

function Choice<Value extends string | number>({ label, values, words, chosen, onChoose }: Readonly<ChoiceProps<Value>>) {
  return (
    <div className="field" role="group" aria-label={label}>
      <p className="field-hint" aria-hidden="true">{label}</p>
      <div className="reasons">
        {values.map((value) => <button key={value} type="button" className="reason" aria-pressed={value === chosen} onClick={() => onChoose(value)}>{words(value)}</button>)}
      </div>
    </div>
  );
}
