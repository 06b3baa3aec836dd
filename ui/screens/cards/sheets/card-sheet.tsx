import type { CardView } from '../../../../agent/contract/card.ts';
import type { QuestionnairesView } from '../../../../agent/contract/customer.ts';
import type { CardActionName } from '../card-actions.ts';
import { ActivateSheet } from './activate-sheet.tsx';
import { AdjustSheet } from './adjust-sheet.tsx';
import { AnswersSheet } from './answers-sheet.tsx';
import { BlockSheet } from './block-sheet.tsx';
import { ClaimSheet } from './claim-sheet.tsx';
import { FavouriteSheet } from './favourite-sheet.tsx';
import { BindSheet, ReplaceSheet } from './second-card-sheets.tsx';
import { SlipSheet } from './slip-sheet.tsx';
import { UnblockSheet } from './unblock-sheet.tsx';
import { VerifySheet } from './verify-sheet.tsx';

export interface SheetProps {
  card: CardView;
  onClose: () => void;
  /** It is in the journal: what to say about it */
  onDone: (words: string) => void;
}

export interface CardSheetProps extends SheetProps {
  name: CardActionName;
  questionnaires: QuestionnairesView | undefined;
}

/** What a press on the right has opened. */
export function CardSheet({ name, questionnaires, ...props }: Readonly<CardSheetProps>) {
  switch (name) {
    case 'activate':
      return <ActivateSheet {...props} />;
    case 'replace':
      return <ReplaceSheet {...props} />;
    case 'bind':
      return <BindSheet {...props} />;
    case 'block':
      return <BlockSheet {...props} />;
    case 'unblock':
      return <UnblockSheet {...props} />;
    case 'slip':
      return <SlipSheet {...props} />;
    case 'claim':
      return <ClaimSheet {...props} />;
    case 'verify':
      return <VerifySheet {...props} />;
    case 'favourite':
      return questionnaires?.favourite === undefined ? null : <FavouriteSheet {...props} offer={questionnaires.favourite} />;
    case 'adjust':
      return questionnaires?.adjustments === undefined ? null : <AdjustSheet {...props} rules={questionnaires.adjustments} />;
    case 'questionnaire':
      return questionnaires === undefined ? null : <AnswersSheet {...props} questionnaires={questionnaires} />;
    case 'register':
      return null;
    default:
      return name satisfies never;
  }
}
