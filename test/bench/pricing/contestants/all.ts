import type { Contestant } from './contestant.ts';
import { engine } from './engine.ts';
import { floor } from './floor.ts';
import { jsonLogicEngine } from './json-logic-engine.ts';
import { jsonRulesEngine } from './json-rules-engine.ts';
import { medusa } from './medusa.ts';
import { zenEngine } from './zen-engine.ts';

export const contestants: readonly Contestant[] = [floor, engine, jsonLogicEngine, zenEngine, jsonRulesEngine, medusa];
