import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export type PressKind = 'plain' | 'main' | 'quiet';

export interface PressProps {
  children?: ReactNode;
  onPress?: () => void;
  /** Sends the form that it stands in */
  isSubmit?: boolean;
  kind?: PressKind;
  icon?: IconName;
  /** The key that does the same */
  hotkey?: string;
  /** For a button that shows only an icon */
  label?: string;
  isDisabled?: boolean;
  describedBy?: string;
  className?: string;
}

/** A button: at least 48 px high, with the key that does the same written on it. */
export function Press({ children, onPress, isSubmit = false, kind = 'plain', icon, hotkey, label, isDisabled = false, describedBy, className = '' }: Readonly<PressProps>) {
  return (
    <button
      type={isSubmit ? 'submit' : 'button'}
      className={`press press-${kind} ${className}`}
      onClick={onPress}
      disabled={isDisabled}
      aria-label={label}
      aria-describedby={describedBy}
      aria-keyshortcuts={hotkey === undefined ? undefined : hotkey.replace('Ctrl', 'Control').replace(' ', '+')}
    >
      {hotkey === undefined ? null : <kbd aria-hidden="true">{hotkey}</kbd>}
      {icon === undefined ? null : <Icon name={icon} />}
      {children === undefined ? null : <span className="press-words">{children}</span>}
    </button>
  );
}
