import { useState } from 'react';
import { Field } from '../../../components/field.tsx';
import { useTill } from '../../../state/till-context.ts';
import { useCardScans, useClaimScans } from '../use-card-scans.ts';
import { useCardWords } from '../use-card-words.ts';
import { useCardsClient } from '../use-cards-client.ts';
import { useDeed } from '../use-deed.ts';
import type { SheetProps } from './card-sheet.tsx';
import { SheetForm } from './sheet-form.tsx';

/** Points of a purchase without a card, by the code of its slip. */
export function ClaimSheet({ card, onClose, onDone }: Readonly<SheetProps>) {
  const { c, formats } = useCardWords();
  const { claimCode$ } = useTill();
  const client = useCardsClient();
  const deed = useDeed();
  const [code, setCode] = useState(claimCode$.value ?? '');
  useClaimScans(take);
  // A card under the scanner is no code, and leads nowhere else while one is being credited.
  useCardScans(() => undefined);
  function take(text: string): void {
    setCode(text);
    deed.clear();
  }
  async function claim(): Promise<void> {
    const done = await deed.run(card.cardNumber, { code: code.trim(), card: card.cardNumber }, client.claim);
    if (done === undefined) return;
    const said = [c('claim.done', { points: formats.points(done.points) })];
    const later = done.accruals.find(({ availableOn }) => availableOn !== undefined)?.availableOn;
    if (later !== undefined) said.push(c('adjust.availableOn', { day: formats.day(later) }));
    if (done.isTentative) said.push(c('done.tentative'));
    onDone(said.join(' '));
  }
  return (
    <SheetForm title={c('action.claim')} confirm={c('claim.go')} deed={deed} isReady={code.trim() !== ''} onSubmit={claim} onClose={onClose}>
      <p>{c('claim.what')}</p>
      <Field label={c('claim.code')} value={code} onChange={take} hint={c('claim.hint')} />
    </SheetForm>
  );
}
