import { Press } from '../../components/press.tsx';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { useCardWords } from './use-card-words.ts';

/** A number of the programme that nobody here has: a blank, or, while the centre is away, a card that this till has not heard of. */
export function UnknownCard({ cardNumber }: Readonly<{ cardNumber: string }>) {
  const { c } = useCardWords();
  const { places, link } = useTill();
  const isOffline = useSubject(link.link$).status?.mode === 'offline';
  return (
    <div className="panel cards-lone">
      <p className="cards-lone-title">{c('unknown.title', { card: cardNumber })}</p>
      <p>{c(isOffline ? 'unknown.offline' : 'unknown.online')}</p>
      <div className="cards-row">
        <Press kind="main" icon="plus" onPress={() => places.go('cards', 'register', cardNumber)}>{c('unknown.register')}</Press>
        <Press icon="card" onPress={() => places.go('cards', 'issue')}>{c('unknown.issue')}</Press>
        <Press icon="search" onPress={() => places.go('cards', 'find')}>{c('unknown.other')}</Press>
      </div>
    </div>
  );
}
