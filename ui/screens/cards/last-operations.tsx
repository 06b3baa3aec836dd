import type { CardView } from '../../../agent/contract/card.ts';
import type { Formats } from '../../../agent/contract/words/formats.ts';
import { storeTime } from '../../format/store-time.ts';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { useCardWords } from './use-card-words.ts';

/** The last three sales and returns, wherever they were, as far as this till has heard. */
export function LastOperations({ operations }: Readonly<{ operations: CardView['lastOperations'] }>) {
  const { c, formats, localize } = useCardWords();
  const status = useSubject(useTill().link.link$).status;
  const timeZone = status?.programme?.timeZone;
  const storeOf = (storeId: string) => (storeId === status?.till.storeId && status.till.storeName !== undefined ? localize(status.till.storeName) : storeId);
  if (operations.length === 0) return <p className="cards-soft">{c('last.none')}</p>;
  return (
    <table className="table cards-last">
      <caption>{c('last.label')}</caption>
      <thead><tr><th>{c('last.when')}</th><th>{c('last.what')}</th><th className="number">{c('last.sum')}</th><th className="number">{c('last.earned')}</th><th className="number">{c('last.spent')}</th></tr></thead>
      <tbody>
        {operations.map(({ opId, kind, atMs, storeId, amountMinor, pointsEarned, pointsSpent }) => {
          const { date, clock } = storeTime(atMs, timeZone);
          const isReturn = kind === 'return';
          return (
            <tr key={opId}>
              <td>{formats.day(date)} {clock}</td>
              <td>{c(`last.kind.${kind}`)} <span className="cards-soft">{storeOf(storeId)}</span></td>
              <td className="number">{formats.money(amountMinor)}</td>
              <td className="number">{signed(isReturn ? -pointsEarned : pointsEarned, formats)}</td>
              <td className="number">{signed(isReturn ? pointsSpent : -pointsSpent, formats)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function signed(points: number, formats: Pick<Formats, 'points'>): string {
  if (points === 0) return '0';
  return points > 0 ? `+${formats.points(points)}` : `−${formats.points(-points)}`;
}
