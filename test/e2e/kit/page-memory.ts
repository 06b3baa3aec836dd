import type { CDPSession, Page } from 'playwright-core';

/** What a page holds on to once nothing that could go is left */
export interface PageMemory {
  heapBytes: number;
  /** With those that stand in no document any more */
  nodes: number;
  listeners: number;
  /** Plain objects of the page's own code, the values of a sale among them */
  objects: number;
}

export async function watchMemory(page: Page): Promise<{ read(): Promise<PageMemory>; stop(): Promise<void> }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  return {
    async read() {
      // What a first round finds dead may have kept others alive.
      for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
      return { heapBytes: usedSize, nodes, listeners: jsEventListeners, objects: await countObjects(session) };
    },
    stop: () => session.detach(),
  };
}

async function countObjects(session: CDPSession): Promise<number> {
  const objectGroup = 'counted';
  const { result } = await session.send('Runtime.evaluate', { expression: 'Object.prototype', objectGroup });
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: result.objectId ?? '', objectGroup });
  const { result: length } = await session.send('Runtime.callFunctionOn', { objectId: objects.objectId ?? '', functionDeclaration: 'function () { return this.filter((each) => Object.getPrototypeOf(each) === Object.prototype).length; }', returnByValue: true });
  await session.send('Runtime.releaseObjectGroup', { objectGroup });
  return Number(length.value);
}
