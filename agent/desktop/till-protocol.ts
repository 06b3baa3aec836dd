import type { Forwarder } from './forward-request.ts';
import { pageFile } from './page-file.ts';

export const pageOrigin = 'app://till';

export interface PageFolders {
  /** The built page */
  page: string;
  /** The folder in which `shell/` lies, with pages of the shell's own */
  shell: string;
}

/** All that the local API has (docs/integration.md) */
const apiMethods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Answers what pages ask of `app://till`: their own files, and the agent's API through the forwarder. */
export async function answerPage(request: Request, folders: PageFolders, forwarder: Forwarder): Promise<Response> {
  const { host, pathname } = new URL(request.url);
  if (host !== 'till') return new Response(null, { status: 404 });
  if (pathname.startsWith('/v1/')) return apiMethods.has(request.method) ? forwarder.forward(request) : new Response(null, { status: 405 });
  if (request.method !== 'GET') return new Response(null, { status: 405 });
  return pathname.startsWith('/shell/') ? pageFile(`${folders.shell}/shell`, pathname.slice('/shell'.length)) : pageFile(folders.page, pathname);
}
