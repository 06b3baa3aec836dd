import { ProblemError } from '../problem-error.ts';
import type { ApiKey } from './api-keys.ts';
import type { WebChannel } from './web-channel.ts';

/** The channel of a web shop's key. @throws ProblemError `key-out-of-scope` for any other key */
export function channelOf(key: ApiKey): WebChannel {
  if (key.scope === 'web-shop') return key.channel;
  throw new ProblemError('key-out-of-scope', 'This call is for web shops.');
}
