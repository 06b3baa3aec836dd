import { SideSheet } from '../../../components/side-sheet.tsx';
import { VerifyForm } from '../verify-form.tsx';
import { useCardWords } from '../use-card-words.ts';
import type { SheetProps } from './card-sheet.tsx';

export function VerifySheet({ card, onClose, onDone }: Readonly<SheetProps>) {
  const { c } = useCardWords();
  return (
    <SideSheet title={c('action.verify')} onClose={onClose}>
      <VerifyForm accountId={card.accountId} onConfirmed={() => onDone(c('done.verify'))} />
    </SideSheet>
  );
}
