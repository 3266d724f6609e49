import type { Actor } from '../../../src/engine/definition/index.js';
import { leadCase } from '../../../src/lead/lead.case.js';
import type { Ground } from '../../engine/table/ground.js';
import { people } from '../people.js';
import { moment, type Play } from '../play.js';
import { approved, elsewhere, flag, goldBody, wholeSum } from '../scenes.js';
import { recordNothing, system } from './roles.js';

const recordedAt = '18:00';

/**
 * A case that has a part of every kind: cash on its way back to a victim, gold, a parcel, a suspect, a complaint, a
 * promised film, a transfer that was refused, and an account in which something is left. Put among the announced things
 * cash and gold have been there for six months.
 */
function whole(): Play {
  return approved()
    .do('17:45', 'officer', 'gold.secured', { ...goldBody, from: undefined })
    .do('17:46', 'duty', 'parcel.flagged', flag)
    .do('17:50', 'duty', 'complaint.opened', { noSlip: '未收到', text: '等了四十分钟' })
    .do('17:52', 'officer', 'transfer.proposed', elsewhere)
    .do('17:53', 'duty', 'transfer.refused', { part: 'transfer-1', reason: '对方不接收' })
    .alter('transfer-1', {
      facts: { caseNumber: 'A3', property: [...wholeSum, { asset: 'gold-1', amount: goldBody.amount }] },
    })
    .do('17:51', 'officer', 'evidence.promised', { what: 'video' })
    .alter('account-1', { facts: { amount: '30000000' } })
    .alter('cash-1', { facts: { announcedAt: moment('2024-05-01 10:00') } })
    .alter('gold-1', { facts: { announcedAt: moment('2024-05-01 10:00'), seizureDecision: 'D1', fineness: 9999 } });
}

const center = { code: 'center', kind: 'center' };

/** One person for every role. */
const actors: Actor[] = [
  people.teller,
  people.bankdesk,
  people.duty,
  people.centerlead,
  people.station,
  people.officer,
  people.custodian,
  people.county,
  ...[...recordNothing, ...system].map((role) => ({ account: role, role, org: center })),
];

export function ground(): Ground {
  const play = whole();
  const answer: Ground['answer'] = (question, actor) => play.answer(question, actor);
  return { definition: leadCase, file: play.file, recordedAt: moment(recordedAt), actors, answer };
}
