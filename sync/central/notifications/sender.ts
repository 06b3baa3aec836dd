import type { ProfileLanguage } from '../../../agent/domain/customer/profile.ts';
import type { NotificationKind } from './notification.ts';

/** One message, ready to be sent. */
export interface Message {
  /** The same id is the same message, however often it comes */
  readonly id: string;
  readonly kind: NotificationKind;
  /** E.164 */
  readonly to: string;
  readonly language: ProfileLanguage;
  readonly text: string;
}

export type Sent =
  | { readonly outcome: 'sent' }
  /** It will never be taken: the number is wrong, the receiver is blocked */
  | { readonly outcome: 'refused'; readonly reason: string };

/** Where messages go: a gateway for SMS, e-mail or push. */
export interface NotificationSender {
  /** In a word, for the log */
  readonly description: string;
  /** Throws where it may work later: then the message comes again, under the same id. */
  send(message: Message, signal: AbortSignal): Promise<Sent>;
}
