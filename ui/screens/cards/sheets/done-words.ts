import type { TFunction } from 'i18next';

export type DoneName = 'activate' | 'replace' | 'bind' | 'block' | 'unblock' | 'favourite' | 'questionnaire' | 'adjust' | 'verify';

/** What was done, and whether the centre has still to agree. */
export function doneWords(c: TFunction<'cards'>, name: DoneName, isTentative: boolean | undefined): string {
  return isTentative === true ? `${c(`done.${name}`)} ${c('done.tentative')}` : c(`done.${name}`);
}
