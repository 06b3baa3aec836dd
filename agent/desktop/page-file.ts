import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.json': 'application/json',
};

/** Only what came with the page, nothing inline, nothing from elsewhere. */
export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

/** A file of the built page. `/` is its index. 404 for what is not there or lies outside. */
export async function pageFile(pageFolder: string, pathname: string): Promise<Response> {
  const folder = resolve(pageFolder);
  const path = join(folder, decode(pathname === '/' ? '/index.html' : pathname));
  const type = mediaTypes[extname(path)];
  if (!path.startsWith(folder + sep) || type === undefined) return missing();
  try {
    const content = await readFile(path);
    return new Response(new Uint8Array(content), { headers: { 'content-type': type, 'content-security-policy': contentSecurityPolicy, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' } });
  } catch {
    return missing();
  }
}

function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '';
  }
}

function missing(): Response {
  return new Response('There is no such file in the page.\n', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
