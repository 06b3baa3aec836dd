import type { FormEvent, ReactNode } from 'react';
import { Press } from '../../../components/press.tsx';
import { SideSheet } from '../../../components/side-sheet.tsx';
import { DeedNote } from '../deed-note.tsx';
import type { Deed } from '../use-deed.ts';

export interface SheetFormProps {
  title: string;
  /** On the button that does it */
  confirm: string;
  deed: Deed;
  isReady: boolean;
  onSubmit: () => Promise<void>;
  onClose: () => void;
  /** Parts of the request whose problems stand at their fields */
  saidAt?: readonly string[];
  children: ReactNode;
}

/** A form over the right column: fields, what went wrong, and one button. */
export function SheetForm({ title, confirm, deed, isReady, onSubmit, onClose, saidAt = [], children }: Readonly<SheetFormProps>) {
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isReady && !deed.isBusy) void onSubmit();
  }
  return (
    <SideSheet title={title} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        {children}
        <div className="cards-foot">
          <DeedNote deed={deed} saidAt={saidAt} />
          <Press kind="main" isSubmit isDisabled={!isReady || deed.isBusy}>{confirm}</Press>
        </div>
      </form>
    </SideSheet>
  );
}
