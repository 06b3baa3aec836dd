import { useState } from 'react';
import type { QuestionnairesView } from '../../../../agent/contract/customer.ts';
import { Field } from '../../../components/field.tsx';
import { blamedPath } from '../failure-text.ts';
import { emptyPerson, everyQuestion, faultsOf, faultsSaid, saidBy } from '../person-draft.ts';
import { PersonFields } from '../person-fields.tsx';
import { useCardsClient } from '../use-cards-client.ts';
import { useCardWords } from '../use-card-words.ts';
import { useDeed } from '../use-deed.ts';
import type { SheetProps } from './card-sheet.tsx';
import { doneWords } from './done-words.ts';
import { SheetForm } from './sheet-form.tsx';

/** A till keeps no questionnaires, so only what has changed is filled in; the journal names each field, who changed it and where. */
export function AnswersSheet({ card, questionnaires, onClose, onDone }: Readonly<SheetProps & { questionnaires: QuestionnairesView }>) {
  const { c, say } = useCardWords();
  const client = useCardsClient();
  const deed = useDeed();
  const [person, setPerson] = useState(emptyPerson);
  const questions = everyQuestion(questionnaires);
  const faults = { ...faultsSaid(deed.failure), ...faultsOf(person, questions, false) };
  const request = saidBy(person, questions, false);
  const isPhoneBlamed = blamedPath(deed.failure)?.startsWith('/phone') === true;
  async function change(): Promise<void> {
    const done = await deed.run(card.cardNumber, { accountId: card.accountId, request }, (intent, sent) => client.change(intent.accountId, intent.request, sent));
    if (done !== undefined) onDone(doneWords(c, 'questionnaire', undefined));
  }
  return (
    <SheetForm
      title={c('action.questionnaire')} confirm={c('questionnaire.go')} deed={deed} isReady={Object.keys(request).length > 0 && Object.keys(faults).length === 0}
      onSubmit={change} onClose={onClose} saidAt={['/phone/number', ...Object.keys(faults).map((id) => (id === 'birthday' ? '/birthday' : `/answers/${id}`))]}
    >
      <p>{c('questionnaire.what')}</p>
      <Field label={c('register.phone')} value={person.phone} type="tel" inputMode="tel" onChange={(phone) => update({ phone })} {...(isPhoneBlamed && deed.failure !== undefined ? { wrong: say(deed.failure) } : {})} />
      <PersonFields person={person} questions={questions} faults={faults} isChange onChange={update} />
    </SheetForm>
  );

  function update(part: Partial<typeof person>): void {
    deed.clear();
    setPerson((before) => ({ ...before, ...part }));
  }
}
