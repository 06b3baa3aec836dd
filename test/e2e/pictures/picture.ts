import type { DemoChain } from '../kit/demo-chain.ts';
import type { TillPage } from '../kit/till-page.ts';

/** One picture of docs/screens: what brings a fresh page of the demo shop there. Each is taken in every language, light and dark. */
export interface Picture {
  /** File name without language and theme */
  name: string;
  work(till: TillPage, chain: DemoChain): Promise<void>;
}
