import { defineEvent, Fen, FreeText } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';

class Sought {
  @Fen({ zh: '金额', en: 'amount' }) amount!: string;
  @FreeText({ zh: '去向线索', en: 'where it may be', optional: true }) where?: string;
}

/** Cash was handed out before anyone came; it is being looked for. */
export const sought = defineEvent({
  type: 'cash.sought',
  title: { zh: '追查现金', en: 'Look for cash' },
  roles: police,
  payload: Sought,
  example: { amount: '20000000', where: '交给网约车司机' },
  opens: 'always',
  keeps: ['amount', 'where'],
});
