import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { GoodsView } from '../../../agent/contract/scan.ts';
import { failureOf, type ApiFailure } from '../../client/api-failure.ts';
import { Field } from '../../components/field.tsx';
import { Press } from '../../components/press.tsx';
import { useHotkeys } from '../../components/use-hotkeys.ts';
import { cardTail } from '../../format/card-tail.ts';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { useWords } from '../../words/use-words.ts';
import { addBlind, blindRequest, milliOf, type BlindGood, type BlindLine } from './blind-draft.ts';
import { FailureLine } from './failure-line.tsx';
import type { ReturnDesk } from './return-desk.ts';

const candidates = 6;

/** Goods without a receipt, as the cashier states them: scanned or found by name, with the money for each and the reason. A scan here is of what comes back, and goes into no sale. */
export function BlindForm({ desk, onBack }: Readonly<{ desk: ReturnDesk; onBack: () => void }>) {
  const { t } = useTranslation('returns');
  const { t: shared, localize } = useWords();
  const { scans, client, link } = useTill();
  const exponent = useSubject(link.link$).status?.programme?.currency.exponent ?? 2;
  const failure = useSubject(desk.failure$);
  const isAsking = useSubject(desk.isAsking$);
  const [lines, setLines] = useState<readonly BlindLine[]>([]);
  const [card, setCard] = useState<string>();
  const [reason, setReason] = useState('');
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<GoodsView['goods']>();
  const [searchFailure, setSearchFailure] = useState<ApiFailure>();
  const request = blindRequest(lines, reason, card, exponent);

  useEffect(() => scans.offer(({ thing }) => {
    if (thing.kind === 'good') setLines((before) => addBlind(before, { ...thing, priceMinor: thing.unitPriceMinor }, exponent));
    else if (thing.kind === 'card') setCard(thing.cardNumber);
    else return false;
    return true;
  }), [scans, exponent]);
  useHotkeys({ Escape: onBack, F12: request === undefined ? undefined : quote });

  function quote(): void {
    if (request !== undefined) void desk.open({ kind: 'blind', blind: request });
  }
  function add(good: Omit<BlindGood, 'quantityMilli'>): void {
    setLines((before) => addBlind(before, { ...good, quantityMilli: 1000 }, exponent));
    setFound(undefined);
    setQuery('');
  }
  async function search(event: FormEvent): Promise<void> {
    event.preventDefault();
    setSearchFailure(undefined);
    try {
      const { goods } = await client.goods(query, candidates);
      const [only] = goods;
      if (goods.length === 1 && only !== undefined) add(only);
      else setFound(goods);
    } catch (error) {
      setSearchFailure(failureOf(error));
    }
  }
  const edit = (lineId: string, change: Partial<BlindLine>) => setLines((before) => before.map((line) => (line.lineId === lineId ? { ...line, ...change } : line)));
  return (
    <div className="returns-blind">
      <h3>{t('blind.title')}</h3>
      <p className="returns-note">{t('blind.text')}</p>
      <form className="returns-find" onSubmit={(event) => void search(event)}>
        <Field label={t('blind.find')} value={query} onChange={setQuery} />
        <Press icon="search" isSubmit isDisabled={query.trim() === ''}>{t('blind.add')}</Press>
      </form>
      <FailureLine failure={searchFailure} />
      {found === undefined ? null : found.length === 0 ? <p role="status">{shared('search.nothing', { query })}</p> : (
        <div className="returns-choices" role="group" aria-label={shared('search.results')}>{found.map((good) => <Press key={good.sku} onPress={() => add(good)}>{localize(good.name)}</Press>)}</div>
      )}
      {lines.map((line) => (
        <div key={line.lineId} className="returns-blind-line" role="group" aria-label={localize(line.name)}>
          <strong>{localize(line.name)}</strong>
          <Field label={line.unit === 'kg' ? shared('number.weightTitle') : shared('number.quantityField')} value={line.quantity} inputMode="decimal" onChange={(quantity) => edit(line.lineId, { quantity })} {...(milliOf(line) === undefined ? { wrong: shared('number.zero') } : {})} />
          <Field label={t('blind.refund')} value={line.refund} inputMode="decimal" onChange={(refund) => edit(line.lineId, { refund })} />
          <Press icon="bin" label={shared('basket.remove', { name: localize(line.name) })} onPress={() => setLines((before) => before.filter((each) => each !== line))} />
        </div>
      ))}
      <p className="returns-blind-card">
        {card === undefined ? t('blind.noCard') : shared('customer.card', { tail: cardTail(card) })}
        {card === undefined ? null : <Press kind="quiet" icon="close" label={t('blind.dropCard')} onPress={() => setCard(undefined)} />}
      </p>
      <Field label={t('blind.reason')} value={reason} onChange={setReason} isRequired />
      <FailureLine failure={failure} />
      <div className="returns-done-acts">
        <Press kind="main" hotkey="F12" isDisabled={request === undefined || isAsking} onPress={quote}>{t('blind.quote')}</Press>
        <Press hotkey="Esc" onPress={onBack}>{t('blind.back')}</Press>
      </div>
    </div>
  );
}
