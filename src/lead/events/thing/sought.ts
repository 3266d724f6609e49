import { defineEvent, type EventDefinition, FreeText } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';
import type { Thing } from './thing.js';

/** It was handed out before anyone came, and is being looked for. */
export function sought({ kind, name, Quantity, example }: Thing): EventDefinition {
  class Sought {
    @Quantity({ zh: '数额', en: 'amount' }) amount!: string;
    @FreeText({ zh: '去向线索', en: 'where it may be', optional: true }) where?: string;
  }

  return defineEvent({
    type: `${kind}.sought`,
    title: { zh: `追查${name.zh}`, en: `Look for ${name.en}` },
    roles: police,
    payload: Sought,
    example: { amount: example, where: '交给网约车司机' },
    opens: 'always',
    keeps: ['amount', 'where'],
  });
}
