import { defineEvent, type EventDefinition, FreeText } from '../../../engine/definition/index.js';
import { claimsOn, idsOf } from '../../parts/standing.js';
import { officer } from '../../roles.js';
import { noReturnUnderWay } from '../../rules/property.js';
import type { Thing } from './thing.js';

class Lost {
  @FreeText({ zh: '经过', en: 'how' }) how!: string;
}

/** It is gone. */
export function lost({ kind, name }: Thing): EventDefinition {
  return defineEvent({
    type: `${kind}.lost`,
    title: { zh: `${name.zh}未能追回或灭失`, en: `The ${name.en} is not recovered, or lost` },
    roles: officer,
    payload: Lost,
    example: { how: '已转移至外省，未能追回' },
    rules: [noReturnUnderWay],
    keeps: ['how'],
    tells: ({ view, part }) => idsOf(claimsOn(view, part?.id)),
  });
}
