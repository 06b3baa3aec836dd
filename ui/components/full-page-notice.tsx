import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';
import { Press } from './press.tsx';

export type FullPageNoticeProps = { kind: 'refused' } | { kind: 'follower'; onTakeOver: () => void } | { kind: 'broken'; onAgain: () => void };

/** Instead of the sale, where this page may not or should not work with it. */
export function FullPageNotice(props: Readonly<FullPageNoticeProps>) {
  const { t } = useTranslation();
  return (
    <main className="full-page">
      <Icon name="info" size={64} />
      <h1>{t(`${props.kind}.title`)}</h1>
      <p>{t(`${props.kind}.text`)}</p>
      {props.kind === 'broken' ? <Press kind="main" icon="undo" onPress={props.onAgain}>{t('broken.again')}</Press> : null}
      {props.kind === 'follower' ? <Press kind="main" onPress={props.onTakeOver}>{t('follower.takeOver')}</Press> : null}
    </main>
  );
}
