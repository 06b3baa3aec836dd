import type { Bundle } from '../bundle/bundle.ts';
import type { BusinessTime } from '../time/business-time.ts';
import type { SlipLanguage } from './plural.ts';
import { dateText, timeText, wordsText } from './slip-words.ts';
import type { SlipData } from './slip-vocabulary.ts';

/** Whose slip it is, of which store and when; and where the programme has an application. */
export function placeAndTime(bundle: Bundle, language: SlipLanguage, { storeId, time }: { readonly storeId: string; readonly time: BusinessTime }): SlipData['values'] {
  const store = bundle.stores.find(({ id }) => id === storeId)?.name;
  const applicationUrl = bundle.slips?.applicationUrl;
  return {
    programme: wordsText(language, bundle.name),
    date: dateText(language, time.localDate),
    time: timeText(time.minuteOfDay),
    ...(store === undefined ? {} : { store: wordsText(language, store) }),
    ...(applicationUrl === undefined ? {} : { applicationUrl: { text: applicationUrl } }),
  };
}
