import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { Id, Strict } from '../../../agent/domain/scalars.ts';
import type { CentralContext } from '../central-context.ts';
import { lookAtPhones } from '../merging/look-at-phones.ts';
import { decideProposal, listProposals } from '../merging/proposals.ts';
import { changeByOffice, OfficeChange, readProfile } from '../profiles/office-profile.ts';
import { erasePerson } from '../profiles/erase-person.ts';
import { hashPhones } from '../profiles/hash-phones.ts';
import { rotatePhoneKey } from '../profiles/phone-keys.ts';
import { rotateSealingKey } from '../profiles/sealing-keys.ts';

const AccountParams = Strict({ accountId: Id });
type AccountParams = Type.Static<typeof AccountParams>;
const ProposalsQuery = Strict({ state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('accepted'), Type.Literal('rejected'), Type.Literal('settled')])) });
type ProposalsQuery = Type.Static<typeof ProposalsQuery>;
const DecisionParams = Strict({ proposalId: Type.String({ pattern: '^[1-9][0-9]{0,14}$', description: 'a whole number from 1' }), decision: Type.Union([Type.Literal('accept'), Type.Literal('reject')]) });
type DecisionParams = Type.Static<typeof DecisionParams>;

/** Persons and merges, under `/admin/v1`; the caller has checked the administration token. */
export function customerRoutes(scope: FastifyInstance, context: CentralContext): void {
  const { db, signal, log, now } = context;

  scope.get<{ Params: AccountParams }>('/admin/v1/profiles/:accountId', { schema: { params: AccountParams } }, async (request) => await readProfile(db, request.params.accountId));

  scope.patch<{ Params: AccountParams; Body: OfficeChange }>('/admin/v1/profiles/:accountId', { schema: { params: AccountParams, body: OfficeChange } }, async (request) => {
    const accountId = await changeByOffice(context, request.params.accountId, request.body, now());
    await lookAtPhones(context, now());
    signal.notify();
    return await readProfile(db, accountId);
  });

  scope.delete<{ Params: AccountParams }>('/admin/v1/profiles/:accountId', { schema: { params: AccountParams } }, async (request) => {
    const accountId = await erasePerson(db, request.params.accountId, now());
    signal.notify();
    log.info({ accountId }, 'a person was erased');
    return { accountId };
  });

  scope.get<{ Querystring: ProposalsQuery }>('/admin/v1/merge-proposals', { schema: { querystring: ProposalsQuery } }, async (request) => ({
    proposals: await listProposals(db, request.query.state),
  }));

  scope.post<{ Params: DecisionParams }>('/admin/v1/merge-proposals/:proposalId/:decision', { schema: { params: DecisionParams } }, async (request) => {
    const proposalId = Number(request.params.proposalId);
    const state = await decideProposal(context, proposalId, request.params.decision, now());
    await hashPhones(context);
    signal.notify();
    log.info({ proposalId, state }, 'a proposal to merge was decided');
    return { proposalId, state };
  });

  scope.post('/admin/v1/phone-key/rotate', async () => {
    const keyId = await rotatePhoneKey(db, await context.rootKeys.inForce(db), now());
    const accounts = await hashPhones(context);
    signal.notify();
    log.info({ keyId, accounts }, 'telephones are hashed with another key');
    return { keyId, accounts };
  });

  scope.post('/admin/v1/sealing-key/rotate', async () => {
    const keyId = await rotateSealingKey(db, await context.rootKeys.inForce(db), now());
    signal.notify();
    log.info({ keyId }, 'tills seal to another key from now on');
    return { keyId };
  });
}
