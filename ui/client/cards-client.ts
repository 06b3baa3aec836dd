import type {
  ActivateRequest, BindRequest, BlockRequest, CardDone, CardsDone, CardView, IssueRequest, ReplaceRequest, UnblockRequest,
} from '../../agent/contract/card.ts';
import type { ClaimRequest, ClaimView } from '../../agent/contract/claim.ts';
import type {
  AdjustRequest, AdjustView, ChangedView, ChangeRequest, FavouriteRequest, FavouriteView, FoundCustomers, QuestionnairesView, RegisteredView, RegisterRequest, VerifyRequest, VerifyView,
} from '../../agent/contract/customer.ts';
import type { IdentifyView } from '../../agent/contract/scan.ts';
import type { SlipView } from '../../agent/contract/slip.ts';
import type { Language } from '../../agent/contract/words/languages.ts';
import type { JsonCaller, Telling } from './json-caller.ts';
import { isRecord, type JsonCall } from './send-json.ts';

/** How a call that changes something is sent: under the key of its intent, and with an approval where one was given. */
export interface Sent {
  key: string;
  overrideId?: string;
}

/** The calls about cards and customers. Each throws `ApiError`. */
export interface CardsClient {
  card: (number: string, overrideId?: string) => Promise<CardView>;
  slip: (number: string, language: Language) => Promise<SlipView>;
  issue: (request: IssueRequest, sent: Sent) => Promise<CardsDone>;
  activate: (request: ActivateRequest, sent: Sent) => Promise<CardsDone>;
  bind: (request: BindRequest, sent: Sent) => Promise<CardDone>;
  replace: (request: ReplaceRequest, sent: Sent) => Promise<CardDone>;
  block: (request: BlockRequest, sent: Sent) => Promise<CardDone>;
  unblock: (request: UnblockRequest, sent: Sent) => Promise<CardDone>;
  questionnaires: () => Promise<QuestionnairesView>;
  findByPhone: (phone: string) => Promise<FoundCustomers>;
  /** Who a customer is that was found by telephone, with the card that counts most */
  identify: (code: string, sent: Sent) => Promise<IdentifyView>;
  register: (request: RegisterRequest, sent: Sent) => Promise<RegisteredView>;
  change: (accountId: string, request: ChangeRequest, sent: Sent) => Promise<ChangedView>;
  chooseFavourite: (accountId: string, request: FavouriteRequest, sent: Sent) => Promise<FavouriteView>;
  adjust: (accountId: string, request: AdjustRequest, sent: Sent) => Promise<AdjustView>;
  verify: (accountId: string, request: VerifyRequest, sent: Sent) => Promise<VerifyView>;
  claim: (request: ClaimRequest, sent: Sent) => Promise<ClaimView>;
}

const isOneCard: Telling = (answer) => typeof answer.cardNumber === 'string' && isRecord(answer.operation);
const areCards: Telling = (answer) => Array.isArray(answer.cards);
const isOfAccount: Telling = (answer) => typeof answer.accountId === 'string' && typeof answer.opId === 'string';

export function createCardsClient(send: JsonCaller): CardsClient {
  const post = <Answer>(path: string, body: unknown, sent: Sent, isIt: Telling) => send<Answer>({ method: 'POST', path, body, ...headersOf(sent) }, isIt);
  const cardAt = (number: string, rest = '') => `v1/cards/${encodeURIComponent(number)}${rest}`;
  const customerAt = (accountId: string, rest = '') => `v1/customers/${encodeURIComponent(accountId)}${rest}`;
  return {
    card: (number, overrideId) => send({ method: 'GET', path: cardAt(number), ...(overrideId === undefined ? {} : { overrideId }) }, (answer) => typeof answer.cardNumber === 'string' && isRecord(answer.balance)),
    slip: (number, language) => send({ method: 'GET', path: cardAt(number, `/slip?lang=${language}&width=42`) }, (answer) => Array.isArray(answer.lines)),
    issue: (body, sent) => post('v1/cards/issue', body, sent, areCards),
    activate: (body, sent) => post('v1/cards/activate', body, sent, areCards),
    bind: (body, sent) => post('v1/cards/bind', body, sent, isOneCard),
    replace: (body, sent) => post('v1/cards/replace', body, sent, isOneCard),
    block: (body, sent) => post('v1/cards/block', body, sent, isOneCard),
    unblock: (body, sent) => post('v1/cards/unblock', body, sent, isOneCard),
    questionnaires: () => send({ method: 'GET', path: 'v1/questionnaire' }, (answer) => Array.isArray(answer.questionnaires)),
    findByPhone: (phone) => send({ method: 'GET', path: `v1/customers?phone=${encodeURIComponent(phone)}` }, (answer) => Array.isArray(answer.customers)),
    identify: (code, sent) => post('v1/identify', { code, identifiedBy: 'phone' }, sent, (answer) => isRecord(answer.customer)),
    register: (body, sent) => post('v1/customers', body, sent, isOfAccount),
    change: (accountId, body, sent) => send({ method: 'PATCH', path: customerAt(accountId), body, ...headersOf(sent) }, isOfAccount),
    chooseFavourite: (accountId, body, sent) => post(customerAt(accountId, '/favourite'), body, sent, isOfAccount),
    adjust: (accountId, body, sent) => post(customerAt(accountId, '/adjust'), body, sent, isOfAccount),
    verify: (accountId, body, sent) => post(customerAt(accountId, '/verify'), body, sent, (answer) => typeof answer.state === 'string'),
    claim: (body, sent) => post('v1/claims', body, sent, isOfAccount),
  };
}

function headersOf({ key, overrideId }: Sent): Pick<JsonCall, 'idempotencyKey' | 'overrideId'> {
  return { idempotencyKey: key, ...(overrideId === undefined ? {} : { overrideId }) };
}
