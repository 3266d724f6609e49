import { Accounts, Denominations, defineEvent, Fen, FreeText, PartId } from '../../../engine/definition/index.js';
import { holdsRunning } from '../../parts/standing.js';
import { officer } from '../../roles.js';
import { addsUp, notAboveBalance, twoOfficers } from '../../rules/property.js';
import { ownOfficers } from '../../rules/station.js';
import { whoseOfficers } from '../payloads.js';

class Secured {
  @Accounts({ zh: '民警', en: 'officers' }) officers!: string[];
  @Fen({ zh: '金额', en: 'amount' }) amount!: string;
  @Denominations({ zh: '面额', en: 'denominations' }) denominations!: Record<string, number>;
  @FreeText({ zh: '持有人', en: 'held by' }) heldBy!: string;
  @FreeText({ zh: '地点', en: 'where' }) where!: string;
  @PartId({ zh: '来自账户', en: 'the account it was drawn from', optional: true }) from?: string;
}

/** Officers have the cash in sight and nobody walks off with it. Not a seizure: that needs a case that is filed. */
export const secured = defineEvent({
  type: 'cash.secured',
  title: { zh: '控制现金', en: 'Secure cash' },
  roles: officer,
  payload: Secured,
  example: {
    officers: ['officer', 'officer2'],
    amount: '20000000',
    denominations: { '10000': 2000 },
    heldBy: '待核实人员',
    where: '3 号窗口',
    from: 'account-1',
  },
  opens: 'orAddressed',
  rules: [twoOfficers, ownOfficers, addsUp, notAboveBalance],
  keeps: ['amount', 'denominations', 'heldBy', 'where', 'from', 'officers'],
  tells: ({ view, at, body }) => [...(body.from === undefined ? [] : [body.from]), ...holdsRunning(view, at)],
  asks: whoseOfficers,
});
