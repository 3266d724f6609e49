import { type Ask, defineEvent, FreeText, Instant, OneOf, Plain } from '../../../engine/definition/index.js';
import { duty, officer } from '../../roles.js';
import { drillsApart, mergedCarriedOn } from '../../rules/lead.js';
import { mergesIntoSomething, oneTransferAtATime } from '../../rules/transfer.js';
import { organPhone, whichOrgan } from '../payloads.js';

/** `cooperate`: they help, the case stays ours. `merge`, `transfer`: it becomes theirs. */
export const modes = ['cooperate', 'merge', 'transfer'];

class Proposal {
  @OneOf(modes, { zh: '方式：协作、并案、移送', en: 'how: they help us, the cases are merged, ours goes to them' })
  mode!: string;
  @Plain({ zh: '对方机关（名称按官方目录）', en: 'the other organ, by its name in the official directory' })
  organ!: string;
  @FreeText({ zh: '理由', en: 'reason' }) reason!: string;
  @Instant({ zh: '发现不属于本机关管辖的时间', en: 'when it was found to belong elsewhere', optional: true })
  foundAt?: string;
  @Plain({ zh: '对方案件编号', en: 'number of their case', optional: true }) caseNumber?: string;
  @Plain({ zh: '并入的线索编号', en: 'lead of this center with which it is merged', optional: true }) lead?: string;
}

/** The case belongs elsewhere, or somebody elsewhere is to help (CPR art. 21, 175, 184, 346). */
export const proposed = defineEvent({
  type: 'transfer.proposed',
  title: { zh: '提出移送或协作', en: 'Propose a transfer' },
  roles: [...officer, ...duty],
  payload: Proposal,
  example: { mode: 'transfer', organ: '南京市公安局玄武分局', reason: '被害人在南京报案，当地已立案' },
  opens: 'always',
  rules: [oneTransferAtATime, mergesIntoSomething, mergedCarriedOn, drillsApart],
  keeps: ['mode', 'organ', 'reason', 'foundAt', 'caseNumber'],
  facts: ({ body, known, actor }: Ask<Proposal>) => ({
    ...(body.lead === undefined ? {} : { lead: body.lead, into: known['link'] ?? null }),
    ...organPhone(known),
    proposedBy: actor.account,
  }),
  asks: (body) => [...whichOrgan(body), ...(body.lead === undefined ? [] : [{ name: 'link', about: body.lead }])],
});
