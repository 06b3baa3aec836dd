import type { Observable } from 'rxjs';
import type { BehaviorSubject } from 'rxjs';
import type { StreamNews } from '../client/event-stream.ts';
import type { TillClient } from '../client/till-client.ts';
import { createGoodsBook, type GoodsBook } from './goods-book.ts';
import { createLinkStore, type LinkStore } from './link.ts';
import { createNewBalance } from './new-balance.ts';
import { createNotices, type Notices } from './notices.ts';
import type { PageLead } from './page-lead.ts';
import { createSaleStore, type SaleStore } from './sale-store.ts';
import { createScanDesk, type ScanDesk } from './scan-desk.ts';

/** Everything that the page knows and can do, put together once. */
export interface Till {
  client: TillClient;
  link: LinkStore;
  sale: SaleStore;
  goods: GoodsBook;
  notices: Notices;
  scans: ScanDesk;
  lead: PageLead;
  newBalance$: BehaviorSubject<number | undefined>;
}

export interface TillOptions {
  client: TillClient;
  news$: Observable<StreamNews>;
  lead: PageLead;
  newId: () => string;
  monotonicMs: () => number;
  wallMs: () => number;
}

export function createTill({ client, news$, lead, newId, monotonicMs, wallMs }: TillOptions): Till {
  const link = createLinkStore(client, monotonicMs, wallMs);
  const whenUp = () => link.whenUp();
  const notices = createNotices();
  const goods = createGoodsBook(client);
  const sale = createSaleStore({ client, newId, whenUp });
  const scans = createScanDesk({ client, sale, goods, notices, newId, whenUp, isLeading: () => lead.isLeading$.value });
  news$.subscribe((news) => {
    void link.take(news);
    switch (news.kind) {
      case 'open':
        // Events are not replayed: what happened in between is read.
        void sale.resync().then((failure) => notices.showFailure(failure));
        break;
      case 'scan':
        scans.take(news.value);
        break;
      case 'sale':
        sale.observe(news.value);
        break;
      case 'lost':
      case 'status':
      case 'customer':
      case 'card':
        break;
    }
  });
  sale.phase$.subscribe((phase) => {
    if (phase.kind === 'open' || phase.kind === 'done') void goods.want(phase.view.basket.lines.map((line) => line.sku));
  });
  return { client, link, sale, goods, notices, scans, lead, newBalance$: createNewBalance(client, sale) };
}
