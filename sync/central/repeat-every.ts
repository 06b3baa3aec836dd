export interface Repeated {
  intervalMs: number;
  /** One round; the next one waits for its end */
  work: () => Promise<void>;
  onFault: (error: unknown) => void;
}

/** Does the work every so often. A round that failed is told of, and the next one comes. Returns the function that stops it and waits for the round at work. */
export function repeatEvery({ intervalMs, work, onFault }: Repeated): () => Promise<void> {
  let running = Promise.resolve();
  let isRunning = false;
  const run = async () => {
    try {
      await work();
    } catch (error) {
      onFault(error);
    } finally {
      isRunning = false;
    }
  };
  const timer = setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    running = run();
  }, intervalMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
