import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../client/api-failure.ts';
import { Icon } from '../components/icon.tsx';
import { Press } from '../components/press.tsx';
import { SideSheet } from '../components/side-sheet.tsx';
import type { SignInWanted } from '../state/session.ts';
import { useTill } from '../state/till-context.ts';
import { useSubject } from '../state/use-subject.ts';
import { useWords } from '../words/use-words.ts';
import { PersonFields } from './person-fields.tsx';
import type { Lock } from './use-lock.ts';
import { usePerson } from './use-person.ts';

export interface SignInSheetProps {
  wanted: SignInWanted;
  lock: Lock;
  onSettings: () => void;
}

/** Who is at the till: somebody signs in, signs out, or gives the till to somebody else. */
export function SignInSheet({ wanted, lock, onSettings }: Readonly<SignInSheetProps>) {
  const { t } = useTranslation('people');
  const { localize } = useWords();
  const { session, link, places } = useTill();
  const signedIn = useSubject(session.session$);
  const { status } = useSubject(link.link$);
  const [isOther, setOther] = useState(wanted.user === undefined);
  const person = usePerson(wanted.user?.userId);

  function close(): void {
    // What the one who left might see is no longer anybody's business.
    if (wanted.why === 'ended') places.go('sale');
    wanted.answer(false);
  }
  function signIn(event: FormEvent): void {
    event.preventDefault();
    void person.check((who) => session.signIn(who));
  }
  function signOut(): void {
    // Nobody is signed in at this screen in any case; the agent ends what it was not told of by idling.
    session.signOut().catch((error: unknown) => failureOf(error));
    places.go('sale');
    wanted.answer(false);
  }
  const roleOfNobody = status?.unattended === undefined ? undefined : localize(status.unattended.role);
  const whyNobody = roleOfNobody === undefined ? '' : t('why.nobody', { role: roleOfNobody });
  const isReady = person.credentials !== undefined && !person.isChecking;
  return (
    <SideSheet title={t('title')} {...(lock === 'open' ? { onClose: close } : {})}>
      <form className="form sign-in" onSubmit={signIn}>
        {signedIn === undefined ? (
          <p className="sign-in-why" role="status">
            {lock === 'shut' && wanted.user === undefined ? t('why.locked') : wanted.why === 'ended' ? t('why.ended') : wanted.why === 'required' ? t('why.required') : whyNobody}
          </p>
        ) : (
          <div className="sign-in-now">
            <Icon name="person" size={32} />
            <p><strong>{signedIn.user.name}</strong><span>{localize(signedIn.role.name)}</span></p>
            <Press onPress={signOut}>{t('signOut')}</Press>
          </div>
        )}
        {signedIn === undefined ? null : <p className="sign-in-why">{t('change')}</p>}
        <PersonFields key={isOther ? 'other' : 'same'} person={person} {...(isOther || wanted.user === undefined ? {} : { instead: (
          <div className="sign-in-now">
            <Icon name="person" size={32} />
            <p><strong>{wanted.user.name}</strong></p>
            <Press onPress={() => { person.setUser(''); setOther(true); }}>{t('other')}</Press>
          </div>
        ) })} />
        <Press kind="main" isSubmit isDisabled={!isReady}>{t('signIn')}</Press>
        <div className="sign-in-foot">
          {lock === 'idle' && roleOfNobody !== undefined ? <Press onPress={close}>{t('withoutSignIn', { role: roleOfNobody })}</Press> : null}
          <Press kind="quiet" icon="gear" onPress={onSettings}>{t('settings.title')}</Press>
        </div>
      </form>
    </SideSheet>
  );
}
