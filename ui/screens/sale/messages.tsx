import type { SaleView } from '../../../agent/contract/sale.ts';
import { Icon } from '../../components/icon.tsx';
import { useWords } from '../../words/use-words.ts';
import { messagesOnScreen } from './messages-on-screen.ts';

/** What the programme wants said at this sale: to the cashier, or by the cashier to the customer. */
export function Messages({ messages }: Readonly<{ messages: SaleView['priced']['messages'] }>) {
  const { t, localize } = useWords();
  const shown = messagesOnScreen(messages);
  if (shown.length === 0) return null;
  return (
    <ul className="messages" aria-label={t('basket.hint')}>
      {shown.map((message) => (
        <li key={message.promotionId} className={`message message-${message.to}`}>
          <Icon name="info" size={20} />
          <span>{message.to === 'customer' ? t('basket.tellCustomer', { text: localize(message.text) }) : localize(message.text)}</span>
        </li>
      ))}
    </ul>
  );
}
