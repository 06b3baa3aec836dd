import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { TechnicianClient } from '../../client/technician-client.ts';
import { AnswerView } from '../../components/answer-view.tsx';
import { useTill } from '../../state/till-context.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useSubject } from '../../state/use-subject.ts';
import { useWords } from '../../words/use-words.ts';
import { Facts } from './facts.tsx';
import { useShown } from './use-shown.ts';

/** The programme in service, what of it is switched on here, and what was refused. */
export function ProgrammeTab({ client }: Readonly<{ client: TechnicianClient }>) {
  const { t } = useTranslation('technician');
  const { localize } = useWords();
  const { moment } = useShown();
  const { status } = useSubject(useTill().link.link$);
  const ask = useCallback(() => client.diagnostics(), [client]);
  const answer = useAnswer(ask);
  const refused = status?.bundleRefused;
  const bundle = status?.bundle;
  return (
    <>
      {refused === undefined ? null : (
        <p className="answer-failed" role="alert">{t('programme.refused', { serial: refused.serial ?? '?', when: moment(refused.atMs) })} {refused.code}: {refused.detail}</p>
      )}
      <div className="facts-grid">
        {bundle === undefined ? <p className="answer-empty">{t('programme.none')}</p> : (
          <Facts title={status?.programme === undefined ? t('tabs.programme') : localize(status.programme.name)} rows={[
            [t('programme.serial'), bundle.serial],
            [t('programme.activated'), moment(bundle.activatedAtMs)],
            [t('programme.semantics'), bundle.semantics],
            [t('programme.promotions'), bundle.promotions],
            [t('programme.hash'), <span key="hash" className="mono">{bundle.hash}</span>],
          ]} />
        )}
        <AnswerView answer={answer}>
          {({ bundle: more }) => (
            <Facts title={t('programme.checked')} rows={[
              [t('programme.golden'), more === undefined ? undefined : t('programme.goldenPassed', { shown: more.goldenReceipts })],
              ...(more?.flags ?? []).map(({ id, on }): [string, string] => [id, t(on ? 'programme.on' : 'programme.off')]),
            ]} />
          )}
        </AnswerView>
      </div>
    </>
  );
}
