import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Type from 'typebox';
import fastifyStatic from '@fastify/static';
import { Strict } from '../../domain/scalars.ts';
import { pageCookieName } from './page-access.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { PageAccess } from './page-access.ts';

/** The windows of the page: the cashier's own, the customer's display, the small one beside the shop's till software. */
const windows = { display: 'display.html', companion: 'companion.html' } as const;

const EnterQuery = Strict({
  code: Type.String({ minLength: 1, maxLength: 200 }),
  /** The window to open; the cashier's, if nothing is said */
  to: Type.Optional(Type.Union([Type.Literal('display'), Type.Literal('companion')])),
});

export interface PageOptions {
  /** The built page; it may not be there */
  readonly folder: string | undefined;
  readonly access: PageAccess;
  port(): number;
}

/** The cashier's page and how a browser gets in. Nothing here answers data of the shop. */
export async function addPage(app: FastifyInstance, options: PageOptions): Promise<void> {
  const { access, folder } = options;
  const letIn = (reply: FastifyReply) => reply.setCookie(pageCookieName(options.port()), access.cookieValue, { path: '/', httpOnly: true, sameSite: 'strict' });

  app.get('/enter', { config: { open: true }, schema: { querystring: EnterQuery } }, (request, reply) => {
    const { code, to } = request.query as Type.Static<typeof EnterQuery>;
    if (!access.takeCode(code)) return reply.code(401).type('text/plain; charset=utf-8').send('This link was used already or is too old. Ask for a new one.\n');
    return letIn(reply).header('cache-control', 'no-store').redirect(to === undefined ? '/' : `/${windows[to]}`, 303);
  });

  if (folder === undefined || !existsSync(join(folder, 'index.html'))) {
    app.get('/', { config: { open: true } }, (_request, reply) =>
      reply.code(404).type('text/plain; charset=utf-8').send('The page is not built here: run npm run build:page, then start the agent again.\n'));
    return;
  }
  await app.register(async (files) => {
    files.addHook('onRoute', (route) => {
      route.config = { ...route.config, open: true };
    });
    await files.register(fastifyStatic, { root: folder, index: false });
    for (const [path, file] of [['/', 'index.html'], ...Object.values(windows).map((name) => [`/${name}`, name] as const)] as const) {
      files.get(path, (_request, reply) => {
        if (access.mode === 'open') letIn(reply);
        return reply.sendFile(file, { maxAge: 0 });
      });
    }
  });
}
