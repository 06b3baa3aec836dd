import { Press } from '../../components/press.tsx';
import { useWords } from '../../words/use-words.ts';

export interface ActionBarProps {
  canUndo: boolean;
  canCancel: boolean;
  canFinish: boolean;
  onSearch: () => void;
  onUndo: () => void;
  onCancel: () => void;
  onFinish: () => void;
}

/** The foot of the screen: what can be done now, each with its key. */
export function ActionBar(props: Readonly<ActionBarProps>) {
  const { t } = useWords();
  return (
    <footer className="actions" aria-label={t('actions.label')}>
      <Press icon="search" hotkey="F2" onPress={props.onSearch}>{t('actions.search')}</Press>
      <Press icon="undo" hotkey="Ctrl Z" isDisabled={!props.canUndo} onPress={props.onUndo}>{t('actions.undo')}</Press>
      <Press icon="close" hotkey="F9" isDisabled={!props.canCancel} onPress={props.onCancel}>{t('actions.cancel')}</Press>
      <Press kind="main" className="actions-finish" icon="check" hotkey="F12" isDisabled={!props.canFinish} onPress={props.onFinish}>{t('actions.finish')}</Press>
    </footer>
  );
}
