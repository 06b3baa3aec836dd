import { BehaviorSubject } from 'rxjs';
import { eventStream } from '../client/event-stream.ts';
import { randomId } from '../client/random-id.ts';
import { rememberedLanguage } from '../words/i18n.ts';
import { isLanguage, type Language } from '../../agent/contract/words/languages.ts';
import type { PageLead } from './page-lead.ts';
import { createTill, type Till } from './till.ts';

/** Another window leads: this one looks on, and takes no scan into a sale. */
const neverLeading: PageLead = { isLeading$: new BehaviorSubject(false), claim: () => undefined };

/** What a window beside the cashier's knows: the sale of this till, whoever makes it. It opens and revises none. */
export function createFollower(): Till {
  return createTill({
    fetch: (path, init) => fetch(path, init),
    storage: sessionStorage,
    address: window,
    news$: eventStream(() => new EventSource('v1/events')),
    lead: neverLeading,
    newId: randomId,
    monotonicMs: () => performance.now(),
    wallMs: () => Date.now(),
    isFollower: true,
  });
}

/** The language that the cashier's window shows, and each that it changes to. */
export function followLanguage(onChange: (language: Language) => void): Language {
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key === 'till.language' && isLanguage(newValue)) onChange(newValue);
  });
  return rememberedLanguage(localStorage);
}
