import type cards from '../../resources/locales/cards.ru.json';
import type display from '../../resources/locales/display.ru.json';
import type manager from '../../resources/locales/manager.ru.json';
import type people from '../../resources/locales/people.ru.json';
import type returns from '../../resources/locales/returns.ru.json';
import type ru from '../../resources/locales/ru.json';
import type sale from '../../resources/locales/sale.ru.json';
import type trace from '../../resources/locales/trace.ru.json';
import type technician from '../../resources/locales/technician.ru.json';

/** A key that is not in the Russian words does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: {
      translation: typeof ru;
      cards: typeof cards;
      /** The second window, which the customer sees, and the small one beside the shop's till software */
      display: typeof display;
      manager: typeof manager;
      /** Who is at the till: signing in, approvals */
      people: typeof people;
      returns: typeof returns;
      /** What the sale opens beside itself: reasons, coupons, the slip */
      sale: typeof sale;
      technician: typeof technician;
      /** Why a sale costs what it costs: the keys of reasons */
      trace: typeof trace;
    };
  }
}
