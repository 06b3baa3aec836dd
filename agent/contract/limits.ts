import Type from 'typebox';
import { LimitKind, LimitLevel } from '../domain/operators/limit.ts';
import { Id, InstantMs, LocalDate, Localized, Strict } from '../domain/scalars.ts';

/** A limit against fraud that was gone beyond, as the cashier is told of it */
export const LimitWarning = Strict({ limitId: Id, kind: LimitKind, name: Localized });
export type LimitWarning = Type.Static<typeof LimitWarning>;

/** GET /v1/limits?date= : what was hit on a day, oldest first */
export const LimitList = Strict({
  date: LocalDate,
  hits: Type.Array(Strict({
    atMs: InstantMs,
    limitId: Id,
    kind: LimitKind,
    level: LimitLevel,
    /** A second person let it pass */
    lifted: Type.Optional(Type.Literal(true)),
    /** Who was signed in */
    userId: Type.Optional(Id),
    approvedBy: Type.Optional(Id),
    accountId: Type.Optional(Id),
    saleId: Type.Optional(Id),
    returnId: Type.Optional(Id),
  })),
});
export type LimitList = Type.Static<typeof LimitList>;
