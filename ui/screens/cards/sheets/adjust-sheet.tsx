import { useState } from 'react';
import type { AdjustRequest, QuestionnairesView } from '../../../../agent/contract/customer.ts';
import { parseDecimal } from '../../../../agent/contract/words/decimal.ts';
import { Field } from '../../../components/field.tsx';
import { useTill } from '../../../state/till-context.ts';
import { useSubject } from '../../../state/use-subject.ts';
import { blamedPath } from '../failure-text.ts';
import { Choices } from '../choices.tsx';
import { useCardsClient } from '../use-cards-client.ts';
import { useCardWords } from '../use-card-words.ts';
import { useDeed } from '../use-deed.ts';
import type { SheetProps } from './card-sheet.tsx';
import { SheetForm } from './sheet-form.tsx';

export interface AdjustSheetProps extends SheetProps {
  rules: NonNullable<QuestionnairesView['adjustments']>;
}

const directions = ['give', 'take'] as const;

/** Points by hand, for a reason of the programme and within its limits. */
export function AdjustSheet({ card, rules, onClose, onDone }: Readonly<AdjustSheetProps>) {
  const { c, localize, formats, say } = useCardWords();
  const scale = useSubject(useTill().link.link$).status?.programme?.points.scale ?? 0;
  const client = useCardsClient();
  const deed = useDeed();
  const [direction, setDirection] = useState<(typeof directions)[number]>('give');
  const [text, setText] = useState('');
  const [reason, setReason] = useState<string>();
  const [note, setNote] = useState('');
  const points = parseDecimal(text, scale);
  const isTooMuch = points !== undefined && points > rules.maxPointsPerOperation;
  const nameOf = (id: string) => localize(rules.reasons.find((each) => each.id === id)?.name ?? { ru: id });
  const isBlamed = blamedPath(deed.failure) === '/points';
  const wrong = isTooMuch ? c('adjust.tooMuch', { most: formats.points(rules.maxPointsPerOperation) })
    : text !== '' && (points === undefined || points === 0) ? c('adjust.form')
    : isBlamed && deed.failure !== undefined ? say(deed.failure) : undefined;

  async function adjust(): Promise<void> {
    if (points === undefined || points === 0 || isTooMuch || reason === undefined) return;
    const request: AdjustRequest = { points: direction === 'give' ? points : -points, reason, ...(note.trim() === '' ? {} : { note: note.trim() }) };
    const done = await deed.run(card.cardNumber, { accountId: card.accountId, request }, (intent, sent) => client.adjust(intent.accountId, intent.request, sent));
    if (done === undefined) return;
    const said = c(done.points > 0 ? 'adjust.given' : 'adjust.taken', { points: formats.points(Math.abs(done.points)) });
    onDone(done.availableOn === undefined ? said : `${said} ${c('adjust.availableOn', { day: formats.day(done.availableOn) })}`);
  }
  return (
    <SheetForm title={c('action.adjust')} confirm={c('adjust.go')} deed={deed} isReady={points !== undefined && points > 0 && !isTooMuch && reason !== undefined} onSubmit={adjust} onClose={onClose} saidAt={['/points']}>
      <Choices label={c('adjust.what')} values={directions} words={(each) => c(`adjust.${each}`)} chosen={direction} onChoose={setDirection} />
      <Field
        label={c('adjust.points')} value={text} inputMode="decimal" {...(wrong === undefined ? {} : { wrong })}
        hint={c('adjust.limit', { most: formats.points(rules.maxPointsPerOperation), day: formats.points(rules.maxPointsPerManagerAndDay) })}
        onChange={(value) => { setText(value.replaceAll(/[^0-9.,]/g, '')); deed.clear(); }}
      />
      <Choices label={c('reason')} values={rules.reasons.map(({ id }) => id)} words={nameOf} chosen={reason} onChoose={setReason} />
      <Field label={c('note')} value={note} onChange={setNote} hint={c('noteHint')} />
    </SheetForm>
  );
}
