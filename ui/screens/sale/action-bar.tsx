import { Press } from '../../components/press.tsx';
import { ManagerBadge } from '../../places/manager-badge.tsx';
import { placeKeys } from '../../places/use-place-keys.ts';
import type { PlaceName } from '../../state/places.ts';
import { useTill } from '../../state/till-context.ts';
import { useWords } from '../../words/use-words.ts';

export interface ActionBarProps {
  canExplain: boolean;
  canUndo: boolean;
  canCancel: boolean;
  canFinish: boolean;
  onSearch: () => void;
  onWhy: () => void;
  onUndo: () => void;
  onCancel: () => void;
  onFinish: () => void;
}

/** The foot of the screen: what can be done now and where the other places are, each with its key. A technician has a key alone. */
export function ActionBar(props: Readonly<ActionBarProps>) {
  const { t } = useWords();
  const { places } = useTill();
  const placePress = (name: PlaceName) => <Press hotkey={placeKeys[name]} onPress={() => places.go(name)}>{t(`places.${name}`)}{name === 'manager' ? <ManagerBadge /> : null}</Press>;
  return (
    <footer className="actions" aria-label={t('actions.label')}>
      <Press hotkey="F2" onPress={props.onSearch}>{t('actions.search')}</Press>
      {placePress('cards')}
      {placePress('returns')}
      <Press hotkey="F6" isDisabled={!props.canExplain} onPress={props.onWhy}>{t('actions.why')}</Press>
      {placePress('manager')}
      <Press className="actions-undo" hotkey="Ctrl Z" isDisabled={!props.canUndo} onPress={props.onUndo}>{t('actions.undo')}</Press>
      <Press hotkey="F9" isDisabled={!props.canCancel} onPress={props.onCancel}>{t('actions.cancel')}</Press>
      <Press kind="main" className="actions-finish" hotkey="F12" isDisabled={!props.canFinish} onPress={props.onFinish}>{t('actions.finish')}</Press>
    </footer>
  );
}
