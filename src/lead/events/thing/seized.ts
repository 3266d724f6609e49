import {
  Accounts,
  defineEvent,
  type EventDefinition,
  Identity,
  Inner,
  OneOf,
  PartIds,
  Plain,
} from '../../../engine/definition/index.js';
import { evidenceWith } from '../../evidence.js';
import { textsIn } from '../../facts.js';
import { officer } from '../../roles.js';
import { evidenceToBeHad } from '../../rules/evidence.js';
import { caseFiled, seizedAfterFiling } from '../../rules/filing.js';
import { highValueApproved, twoOfficers, witnessOrVideo } from '../../rules/property.js';
import { ownOfficers } from '../../rules/station.js';
import { whoseOfficers } from '../payloads.js';
import type { Thing } from './thing.js';

class Witness {
  @Identity('name', { zh: '姓名', en: 'name' }) name!: string;
  @OneOf(['none', 'interested', 'police'], { zh: '与案件的关系', en: 'relation to the case' }) relation!: string;
}

class Seizure {
  @Accounts({ zh: '民警', en: 'officers' }) officers!: string[];
  @Inner(() => Witness, { zh: '见证人', en: 'witness', optional: true }) witness?: Witness;
  @Plain({ zh: '录音录像编号', en: 'number of the recording', optional: true }) video?: string;
  @PartIds({ zh: '材料', en: 'evidence, such as the film', optional: true }) evidence?: string[];
  @Plain({ zh: '扣押清单编号（一式三份）', en: 'number of the list, in three copies' }) listNumber!: string;
}

/** A thing is seized: two officers, a witness or full video, the list in three copies (CPR art. 227 to 229). */
export function seized({ kind, name }: Thing): EventDefinition {
  return defineEvent({
    type: `${kind}.seized`,
    title: { zh: `扣押${name.zh}`, en: `Seize ${name.en}` },
    roles: officer,
    payload: Seizure,
    example: {
      officers: ['officer', 'officer2'],
      witness: { name: '李某', relation: 'none' },
      listNumber: 'KY20241118001',
    },
    rules: [caseFiled, seizedAfterFiling, twoOfficers, ownOfficers, witnessOrVideo, evidenceToBeHad, highValueApproved],
    keeps: ['witness', 'video', 'listNumber'],
    facts: (ask) => ({
      ...evidenceWith(ask),
      officers: [...new Set([...textsIn(ask.part?.facts, 'officers'), ...ask.body.officers])],
    }),
    asks: whoseOfficers,
  });
}
