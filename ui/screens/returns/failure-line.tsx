import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.tsx';
import type { ApiFailure } from '../../client/api-failure.ts';
import { useWords } from '../../words/use-words.ts';
import { returnFailureWords } from './return-failure-words.ts';

/** Why the last step was not taken, where it was asked for. */
export function FailureLine({ failure }: Readonly<{ failure: ApiFailure | undefined }>) {
  const { t } = useTranslation('returns');
  const words = useWords();
  if (failure === undefined) return null;
  return <p className="returns-failure" role="alert"><Icon name="warning" />{returnFailureWords(t, words, failure)}</p>;
}
