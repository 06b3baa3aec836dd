import { useState, type FormEvent } from 'react';
import type { VerifyView } from '../../../agent/contract/customer.ts';
import { problemCode } from '../../client/api-failure.ts';
import { Field } from '../../components/field.tsx';
import { Press } from '../../components/press.tsx';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { DeedNote } from './deed-note.tsx';
import { blamedPath } from './failure-text.ts';
import { useCardsClient } from './use-cards-client.ts';
import { useCardWords } from './use-card-words.ts';
import { useDeed } from './use-deed.ts';

/** The customer shows that the telephone is theirs. Only the centre sends codes, so without it this waits for a later visit. */
export function VerifyForm({ accountId, phone, onConfirmed }: Readonly<{ accountId: string; phone?: string; onConfirmed: () => void }>) {
  const { c, say } = useCardWords();
  const isOffline = useSubject(useTill().link.link$).status?.mode === 'offline';
  const client = useCardsClient();
  const deed = useDeed();
  const [sent, setSent] = useState<Extract<VerifyView, { state: 'sent' }>>();
  const [code, setCode] = useState('');

  async function send(): Promise<void> {
    const answer = await deed.run(accountId, { accountId, ...(phone === undefined ? {} : { phone }) }, ({ accountId: whose, ...request }, by) => client.verify(whose, request, by));
    if (answer?.state === 'sent') {
      setSent(answer);
      setCode('');
    }
  }
  async function giveBack(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (sent === undefined || deed.isBusy) return;
    const answer = await deed.run(accountId, { accountId, verificationId: sent.verificationId, code }, ({ accountId: whose, ...request }, by) => client.verify(whose, request, by));
    if (answer?.state === 'confirmed') onConfirmed();
    else setCode('');
  }
  const isNotYet = deed.failure !== undefined && problemCode(deed.failure) === 'customer-unknown';
  const isBlamed = blamedPath(deed.failure) === '/code';
  if (isOffline) return <p className="cards-note cards-note-limited" role="status">{c('verify.offline')}</p>;
  if (sent === undefined) {
    return (
      <div className="form">
        <p>{c('verify.what')}</p>
        {isNotYet ? <p className="cards-note cards-note-calm" role="status">{c('verify.notYet')}</p> : <DeedNote deed={deed} />}
        <Press kind="main" isDisabled={deed.isBusy} onPress={() => void send()}>{c('verify.send')}</Press>
      </div>
    );
  }
  return (
    <form className="form" noValidate onSubmit={(event) => void giveBack(event)}>
      <p role="status">{c('verify.sentTo', { ending: sent.phoneEnding })}</p>
      <Field label={c('verify.code')} value={code} inputMode="numeric" onChange={(text) => { setCode(text.replaceAll(/\D/g, '').slice(0, sent.codeDigits)); deed.clear(); }} {...(isBlamed && deed.failure !== undefined ? { wrong: say(deed.failure) } : { hint: c('verify.digits', { digits: String(sent.codeDigits) }) })} />
      <DeedNote deed={deed} saidAt={['/code']} />
      <div className="cards-row">
        <Press kind="main" isSubmit isDisabled={code.length !== sent.codeDigits || deed.isBusy}>{c('verify.confirm')}</Press>
        <Press isDisabled={deed.isBusy} onPress={() => void send()}>{c('verify.again')}</Press>
      </div>
    </form>
  );
}
