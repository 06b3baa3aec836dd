import type { Forwarder } from './forward-request.ts';
import { pageFile } from './page-file.ts';

export const pageOrigin = 'app://till';

/** Answers what the page asks of `app://till`: its own files, and the agent's API through the forwarder. */
export async function answerPage(request: Request, pageFolder: string, forwarder: Forwarder): Promise<Response> {
  const { host, pathname } = new URL(request.url);
  if (host !== 'till') return new Response(null, { status: 404 });
  if (pathname.startsWith('/v1/')) return forwarder.forward(request);
  return request.method === 'GET' ? pageFile(pageFolder, pathname) : new Response(null, { status: 405 });
}
