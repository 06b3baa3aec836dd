import { BehaviorSubject, distinctUntilChanged, filter, map, skip, Subject, type Observable } from 'rxjs';
import type { CardEvent } from '../../agent/contract/card.ts';
import type { StreamNews } from '../client/event-stream.ts';
import { failureOf } from '../client/api-failure.ts';
import { createJsonCaller, type JsonCaller } from '../client/json-caller.ts';
import { createSessionClient } from '../client/session-client.ts';
import type { Fetch } from '../client/send-json.ts';
import { createTillClient, type TillClient } from '../client/till-client.ts';
import { createApprovals, type Approvals } from './approvals.ts';
import { createGoodsBook, type GoodsBook } from './goods-book.ts';
import { createKnownPeople, type KnownPeople } from './known-people.ts';
import { createLinkStore, type LinkStore } from './link.ts';
import { createLostRaces, type LostRaces } from './lost-races.ts';
import { createNewBalance } from './new-balance.ts';
import { createNotices, type Notices } from './notices.ts';
import type { PageLead } from './page-lead.ts';
import { createPlaces, type AddressBar, type Places } from './places.ts';
import { createSaleStore, type SaleStore } from './sale-store.ts';
import { createScanDesk, type ScanDesk } from './scan-desk.ts';
import type { Speaker } from '../sounds/speaker.ts';
import { createSession, type Session, type SessionStorage } from './session.ts';
import { createSettings, type Settings } from './settings.ts';
import { signInFirst } from './sign-in-first.ts';
import { createSyncHistory, type SyncHistory } from './sync-history.ts';
import { createSounds, type Sounds } from './sounds.ts';

/** Everything that the page knows and can do, put together once. */
export interface Till {
  client: TillClient;
  /** For the calls of one screen only (`ui/client/…-client.ts`): made by whoever is signed in */
  send: JsonCaller;
  session: Session;
  approvals: Approvals;
  people: KnownPeople;
  places: Places;
  link: LinkStore;
  sale: SaleStore;
  goods: GoodsBook;
  notices: Notices;
  scans: ScanDesk;
  lead: PageLead;
  settings: Settings;
  sounds: Sounds;
  history: SyncHistory;
  newBalance$: BehaviorSubject<number | undefined>;
  /** Something is new about this customer, or this card: a screen that shows it reads it again */
  cardNews$: Subject<{ accountId?: string; cardNumber?: string }>;
  lostRaces: LostRaces;
  /** A code for points that was scanned and waits for its customer; it is forgotten where somebody leaves the cards */
  claimCode$: BehaviorSubject<string | undefined>;
}

export interface TillOptions {
  fetch: Fetch;
  storage: SessionStorage;
  /** What this till keeps for whoever is at it */
  memory?: Pick<Storage, 'getItem' | 'setItem'>;
  /** Left out, the till is silent */
  speaker?: Speaker;
  address: AddressBar;
  news$: Observable<StreamNews>;
  lead: PageLead;
  newId: () => string;
  monotonicMs: () => number;
  wallMs: () => number;
  /** Looks on at whatever sale is made at this till, and opens and revises none */
  isFollower?: true;
}

export function createTill({ fetch, storage, memory = forgetful, speaker = silent, address, news$, lead, newId, monotonicMs, wallMs, isFollower }: TillOptions): Till {
  const session = createSession((withToken) => createSessionClient(createJsonCaller(withToken)), fetch, storage);
  const send = signInFirst(createJsonCaller(session.fetch), session);
  const client = createTillClient(send);
  const link = createLinkStore(client, monotonicMs, wallMs);
  const whenUp = () => link.whenUp();
  const notices = createNotices();
  const goods = createGoodsBook(client);
  const sale = createSaleStore({ client, newId, whenUp });
  const scans = createScanDesk({ client, sale, goods, notices, newId, whenUp, isLeading: () => lead.isLeading$.value });
  const cardNews$: Till['cardNews$'] = new Subject();
  const lostRaces = createLostRaces(storage);
  const settings = createSettings(memory);
  const people = createKnownPeople(memory);
  session.session$.subscribe((signedIn) => (signedIn === undefined ? undefined : people.add(signedIn.user)));
  const sounds = createSounds({ speaker, settings, scans, notices, link });
  const tellOfSale = (event: CardEvent) => {
    const { value: phase } = sale.phase$;
    if (event.change !== 'told' || phase.kind !== 'open' || !event.saleIds.includes(phase.view.saleId)) return;
    const state = event.now?.state;
    notices.show({ kind: 'card-told', change: state === 'blocked' || state === 'replaced' || state === 'restricted' ? state : 'other' });
  };
  const readSale = () => void (isFollower === true ? sale.look() : sale.resync()).then((failure) => (isRefused(sale) ? undefined : notices.showFailure(failure)));
  // Who comes next may see what the one before could not.
  session.session$.pipe(map((signedIn) => signedIn?.user.userId), distinctUntilChanged(), skip(1), filter(() => isRefused(sale))).subscribe(readSale);
  news$.subscribe((news) => {
    void link.take(news);
    switch (news.kind) {
      case 'open':
        // Events are not replayed: what happened in between is read.
        readSale();
        session.refresh().catch((error: unknown) => failureOf(error));
        break;
      case 'scan':
        scans.take(news.value);
        break;
      case 'sale':
        if (isFollower === true) sale.follow(news.value);
        else sale.observe(news.value);
        break;
      case 'card':
        lostRaces.take(news.value);
        tellOfSale(news.value);
        if (news.value.cardNumber !== undefined) cardNews$.next({ cardNumber: news.value.cardNumber });
        break;
      case 'customer':
        cardNews$.next(news.value);
        break;
      case 'lost':
      case 'status':
        break;
    }
  });
  sale.phase$.subscribe((phase) => {
    if (phase.kind === 'open' || phase.kind === 'done') void goods.want(phase.view.basket.lines.map((line) => line.sku));
  });
  const places = createPlaces(address);
  const claimCode$: Till['claimCode$'] = new BehaviorSubject<string | undefined>(undefined);
  places.place$.subscribe(({ name }) => (name === 'cards' ? undefined : claimCode$.next(undefined)));
  return { client, send, session, approvals: createApprovals(), people, places, link, sale, goods, notices, scans, lead, settings, sounds, history: createSyncHistory(link), newBalance$: createNewBalance(client, sale), cardNews$, lostRaces, claimCode$ };
}

/** The sale's own place says so. */
function isRefused({ phase$ }: SaleStore): boolean {
  return phase$.value.kind === 'loading' && phase$.value.refusal !== undefined;
}

const forgetful: Pick<Storage, 'getItem' | 'setItem'> = { getItem: () => null, setItem: () => undefined };
const silent: Speaker = { play: () => undefined };
