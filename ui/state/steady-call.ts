import { failureOf } from '../client/api-failure.ts';

/** Before the stream has noticed that the agent is gone, it would be asked again at once; this keeps that calm. */
const pauseMs = 250;

/**
 * Makes a call until somebody answers it. Only for calls that may be sent again: the agent tells the second from the
 * first by revision or key. `onWaiting` hears when the agent is waited for, so that the screen can say so.
 */
export async function steadyCall<Answer>(call: () => Promise<Answer>, whenUp: () => Promise<void>, onWaiting: (isWaiting: boolean) => void): Promise<Answer> {
  try {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        if (failureOf(error).kind !== 'unreachable') throw error;
        onWaiting(true);
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        await whenUp();
      }
    }
  } finally {
    onWaiting(false);
  }
}
