import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Press } from './press.tsx';

export interface SideSheetProps {
  title: string;
  /** Left out where there is no way past it */
  onClose?: () => void;
  children: ReactNode;
}

/** Lies over the right column and never over the basket: a scan goes on working behind it. Esc closes it; the focus goes back where it was. */
export function SideSheet({ title, onClose, children }: Readonly<SideSheetProps>) {
  const { t } = useTranslation();
  const titleId = useId();
  const sheet = useRef<HTMLDivElement>(null);
  // Before it is shown, so that the first key typed at its sight is not lost.
  useLayoutEffect(() => {
    const before = document.activeElement;
    sheet.current?.querySelector('input')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <div ref={sheet} className="sheet" role="dialog" aria-labelledby={titleId}>
      <div className="sheet-head">
        <h2 id={titleId}>{title}</h2>
        {onClose === undefined ? null : <Press kind="quiet" icon="close" label={t('actions.close')} hotkey="Esc" onPress={onClose} />}
      </div>
      {children}
    </div>
  );
}
