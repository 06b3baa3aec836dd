import { useCallback, useState } from 'react';
import { AnswerView } from '../../../components/answer-view.tsx';
import { Press } from '../../../components/press.tsx';
import { QrCode } from '../../../components/qr-code.tsx';
import { SideSheet } from '../../../components/side-sheet.tsx';
import { SlipPaper } from '../../../components/slip-paper.tsx';
import { Tabs } from '../../../components/tabs.tsx';
import { useAnswer } from '../../../state/use-answer.ts';
import { useCardsClient } from '../use-cards-client.ts';
import { useCardWords } from '../use-card-words.ts';
import type { SheetProps } from './card-sheet.tsx';

const parts = ['slip', 'code'] as const;

/** What the customer takes along: the slip of the balance, and the card as a code for their phone. */
export function SlipSheet({ card, onClose }: Readonly<SheetProps>) {
  const { c, language } = useCardWords();
  const client = useCardsClient();
  const [part, setPart] = useState<(typeof parts)[number]>('slip');
  const ask = useCallback(() => client.slip(card.cardNumber, language), [client, card.cardNumber, language]);
  const answer = useAnswer(ask);
  return (
    <SideSheet title={c('action.slip')} onClose={onClose}>
      <Tabs label={c('slip.parts')} names={parts} words={(each) => c(`slip.${each}`)} chosen={part} onChoose={setPart} />
      {part === 'code' ? <QrCode text={card.cardNumber} label={c('slip.codeOf', { card: card.cardNumber })} /> : (
        <AnswerView answer={answer}>
          {({ lines }) => (
            <div className="cards-slip" tabIndex={0} role="group" aria-label={c('slip.slip')}>
              <SlipPaper lines={lines} />
            </div>
          )}
        </AnswerView>
      )}
      {part === 'slip' ? <Press icon="queue" onPress={() => window.print()}>{c('slip.print')}</Press> : null}
    </SideSheet>
  );
}
