import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { StoredOperation } from '../../../agent/domain/operations/operation.ts';
import { Id, Strict } from '../../../agent/domain/scalars.ts';
import { maxPushOperations, PushRequest } from '../../protocol/messages.ts';
import { pushLinesType } from '../../protocol/push-lines.ts';
import type { CentralContext } from '../central-context.ts';
import { voidAllowances } from '../jobs/end-allowances.ts';
import { createGate } from '../gate.ts';
import { lookAtPhones } from '../merging/look-at-phones.ts';
import { readPosition } from '../push/journal-position.ts';
import { readPushLines } from '../push/read-push-lines.ts';
import { receivePush } from '../push/receive-push.ts';
import type { TillOf } from './till-routes.ts';

/** More would only make all of them slower, until the tills give up: each holds the event loop for a slice in its turn, and a cashier's hold waits for all. */
const preparedAtOnce = 2;
/** Connections must be left for holds. */
const bookedAtOnce = 4;

const PositionQuery = Strict({ journalId: Id });
type PositionQuery = Type.Static<typeof PositionQuery>;

/**
 * The form of a push but for its payloads: of one that came as lines they are bytes, and to ask for their text would make it once only to see that it is text.
 * `verifyBatch` looks at those of a document.
 */
const PushBesidesPayloads = Strict({
  ...PushRequest.properties,
  operations: Type.Array(Strict({ ...StoredOperation.properties, payload: Type.Optional(Type.Unknown()) }), { minItems: 1, maxItems: maxPushOperations }),
});

export function pushRoutes(server: FastifyInstance, context: CentralContext, tillOf: TillOf): void {

  server.get<{ Querystring: PositionQuery }>('/till/v1/position', { schema: { querystring: PositionQuery } }, async (request) =>
    await readPosition(context.db, tillOf(request), request.query.journalId));

  server.addHook('onSend', async (_request, reply) => void reply.header('accept-post', `application/json, ${pushLinesType}`));
  // in a scope of its own: no other call takes lines
  void server.register(async (lines) => {
    lines.addContentTypeParser(pushLinesType, { parseAs: 'buffer' }, async (_request: FastifyRequest, body: Buffer) => readPushLines(body));
    pushRoute(lines, context, tillOf);
  });
}

function pushRoute(server: FastifyInstance, context: CentralContext, tillOf: TillOf): void {
  const gates = { prepare: createGate(preparedAtOnce), book: createGate(bookedAtOnce) };
  server.post<{ Body: PushRequest }>('/till/v1/push', { schema: { body: PushBesidesPayloads } }, async (request) => {
    const till = tillOf(request);
    const answer = await receivePush({ ...context, nowMs: context.now(), gates }, till, request.body);
    // what was set aside for the journal before is free as soon as its till has a new one; the jobs do it where this does not get to it
    if (request.body.operations.some(({ kind }) => kind === 'journal-opened')) await voidAllowances(context.db, context.now());
    if (request.body.operations.some(({ kind }) => kind.startsWith('customer-'))) await lookAtThem(context);
    context.signal.notify();
    const quarantined = answer.verdicts.filter(({ verdict }) => verdict === 'quarantined').length;
    if (quarantined > 0) context.log.warn({ tillId: till.tillId, journalId: request.body.journalId, quarantined }, 'a journal has two branches: a cloned or restored till');
    return answer;
  });
}

/** The batch is taken: what does not go through now is done by the next round of the jobs. */
async function lookAtThem(context: CentralContext): Promise<void> {
  try {
    await lookAtPhones(context, context.now());
  } catch (err) {
    context.log.warn({ err }, 'telephones could not be compared or hashed; the jobs try again');
  }
}
