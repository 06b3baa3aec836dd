import { useState, type FormEvent } from 'react';
import { failureOf, problemCode } from '../../../client/api-failure.ts';
import { Field } from '../../../components/field.tsx';
import { Press } from '../../../components/press.tsx';
import { useTill } from '../../../state/till-context.ts';
import { Choices } from '../choices.tsx';
import { DeedNote } from '../deed-note.tsx';
import { blamedPath } from '../failure-text.ts';
import { useCardsClient } from '../use-cards-client.ts';
import { useCardWords } from '../use-card-words.ts';
import { useDeed } from '../use-deed.ts';
import type { StepProps } from './register-page.tsx';
import { stepAfterSaving, type WantedCard } from './registration-draft.ts';
import { firstCard, issueRequest, registerRequest, type CardStanding } from './save-registration.ts';

const kinds = ['plastic', 'virtual', 'none'] as const satisfies readonly WantedCard['kind'][];

/** The card, and then everything is saved: the person first, as what they said is what must not be lost, the card behind it. */
export function CardStep({ draft, questionnaires, change }: Readonly<StepProps>) {
  const { c, say } = useCardWords();
  const client = useCardsClient();
  const { places } = useTill();
  const deed = useDeed();
  const [standing, setStanding] = useState<CardStanding>();
  const [isAsking, setAsking] = useState(false);
  const { card, registered } = draft;
  const cardNumber = card.kind === 'plastic' ? card.cardNumber : '';
  const isReady = !deed.isBusy && !isAsking && (card.kind !== 'plastic' || cardNumber.trim() !== '');

  function choose(wanted: WantedCard): void {
    setStanding(undefined);
    deed.clear();
    change((before) => ({ ...before, card: wanted }));
  }
  async function standingOf(wanted: WantedCard): Promise<CardStanding> {
    if (wanted.kind !== 'plastic') return { kind: wanted.kind };
    const number = wanted.cardNumber.trim();
    try {
      const view = await client.card(number);
      if (registered !== undefined && view.accountId === registered.accountId) return { kind: 'known', cardNumber: view.cardNumber };
      return view.registered ? { kind: 'owned', cardNumber: view.cardNumber } : { kind: 'known', cardNumber: view.cardNumber };
    } catch (error) {
      const failure = failureOf(error);
      return problemCode(failure) === 'card-unknown' ? { kind: 'blank', cardNumber: number } : { kind: 'unclear', failure };
    }
  }
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isReady) return;
    setAsking(true);
    const stands = await standingOf(card);
    setAsking(false);
    setStanding(stands);
    if (stands.kind === 'owned' || stands.kind === 'unclear') return;
    const person = registered ?? (await deed.run(c('register.title'), registerRequest(draft, questionnaires, stands), client.register));
    if (person === undefined) return;
    change((before) => ({ ...before, registered: person }));
    const wanted = issueRequest(card, stands, person);
    const issued = wanted === undefined ? undefined : await deed.run(cardNumber === '' ? c('issue.virtual') : cardNumber, wanted, client.issue);
    if (wanted !== undefined && issued === undefined) return;
    const made = firstCard(issued);
    change((before) => ({ ...before, registered: person, ...(made === undefined ? {} : { issued: made }), step: stepAfterSaving({ ...before, registered: person }) }));
  }
  const path = blamedPath(deed.failure);
  const cardWrong = standing?.kind === 'owned' ? c('register.cardOwned') : standing?.kind === 'unclear' ? say(standing.failure)
    : deed.failure !== undefined && (path === '/cardCode' || path === '/cardNumber') ? say(deed.failure) : undefined;
  const isAboutAnswers = path?.startsWith('/answers') === true || path === '/birthday';
  const isAboutPhone = path?.startsWith('/phone') === true;
  return (
    <form className="form cards-narrow" noValidate onSubmit={(event) => void save(event)}>
      <Choices label={c('register.whichCard')} values={kinds} words={(kind) => c(`register.card.${kind}`)} chosen={card.kind} onChoose={(kind) => choose(kind === 'plastic' ? { kind, cardNumber } : { kind })} hint={c(`register.cardHint.${card.kind}`)} />
      {card.kind === 'plastic' ? <Field label={c('register.cardNumber')} value={card.cardNumber} inputMode="numeric" hint={c('scanHint')} onChange={(number) => choose({ kind: 'plastic', cardNumber: number })} {...(cardWrong === undefined ? {} : { wrong: cardWrong })} /> : null}
      {standing?.kind === 'owned' ? <Press icon="card" onPress={() => places.go('cards', standing.cardNumber)}>{c('register.openOwned')}</Press> : null}
      {registered === undefined ? null : <p className="cards-note cards-note-done" role="status">{c('register.personSaved')}</p>}
      <DeedNote deed={deed} saidAt={['/cardCode', '/cardNumber']} />
      {isAboutAnswers && registered === undefined ? <Press icon="undo" onPress={() => change((before) => ({ ...before, step: 'questions' }))}>{c('register.toQuestions')}</Press> : null}
      {isAboutPhone && registered === undefined ? <Press icon="undo" onPress={() => change((before) => ({ ...before, step: 'phone' }))}>{c('register.toPhone')}</Press> : null}
      <div className="cards-row">
        <Press kind="main" isSubmit isDisabled={!isReady}>{c(registered === undefined ? 'register.save' : 'register.saveCard')}</Press>
        {registered === undefined ? <Press onPress={() => change((before) => ({ ...before, step: 'questions' }))}>{c('register.back')}</Press>
          : <Press onPress={() => change((before) => ({ ...before, card: { kind: 'none' }, step: stepAfterSaving(before) }))}>{c('register.withoutCard')}</Press>}
      </div>
    </form>
  );
}
