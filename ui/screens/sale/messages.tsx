import type { SaleView } from '../../../agent/contract/sale.ts';
import { Icon } from '../../components/icon.tsx';
import { useWords } from '../../words/use-words.ts';
import { messagesOnScreen } from './messages-on-screen.ts';

/** What the programme wants said at this sale: to the cashier, or by the cashier to the customer; and the limits that its card went beyond. */
export function Messages({ messages, warnings }: Readonly<{ messages: SaleView['priced']['messages']; warnings: NonNullable<SaleView['warnings']> }>) {
  const { t, localize } = useWords();
  const shown = messagesOnScreen(messages);
  if (shown.length === 0 && warnings.length === 0) return null;
  return (
    <ul className="messages" aria-label={t('basket.hint')}>
      {warnings.map(({ limitId, name }) => (
        <li key={limitId} className="message message-cashier"><Icon name="warning" size={20} /><span>{t('basket.limit', { name: localize(name) })}</span></li>
      ))}
      {shown.map((message) => (
        <li key={message.promotionId} className={`message message-${message.to}`}>
          <Icon name="info" size={20} />
          <span>{message.to === 'customer' ? t('basket.tellCustomer', { text: localize(message.text) }) : localize(message.text)}</span>
        </li>
      ))}
    </ul>
  );
}
