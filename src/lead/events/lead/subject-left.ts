import { type Ask, defineEvent, FreeText, Identity, isIn, OneOf, PartId } from '../../../engine/definition/index.js';
import { textIn } from '../../facts.js';
import { idsOf, isCustomer } from '../../parts/standing.js';
import { suspectCanLeave } from '../../rules/finding.js';

const means = ['rideHailing', 'courier', 'cashDrop', 'onFoot', 'vehicle'];

class SubjectLeft {
  @FreeText({ zh: '去向', en: 'direction', optional: true }) direction?: string;
  @OneOf(means, { zh: '方式', en: 'means' }) means!: string;
  @Identity('plate', { zh: '车牌', en: 'number plate', optional: true }) plate?: string;
  @Identity('waybill', { zh: '运单号', en: 'waybill', optional: true }) waybill?: string;
  @PartId({ zh: '所指嫌疑人', en: 'the suspect who left, if one is meant', optional: true }) suspect?: string;
}

/** The person is gone, or sent the money on. Whoever is merely identified counts as fled. */
export const subjectLeft = defineEvent({
  type: 'lead.subjectLeft',
  title: { zh: '对象离开', en: 'The subject left' },
  roles: ['teller', 'officer'],
  payload: SubjectLeft,
  example: { direction: '往中山中路方向', means: 'rideHailing', plate: '桂C00000' },
  rules: [suspectCanLeave],
  keeps: ['direction', 'means', 'plate', 'waybill'],
  facts: (ask) => (isAboutCustomer(ask) ? { leftAt: ask.at } : {}),
  opensAlso: (ask) => (opensFled(ask) ? [{ kind: 'suspect', facts: { customer: true } }] : []),
  tells: ({ view, body }) =>
    body.suspect === undefined
      ? idsOf(view.of('suspect').filter((suspect) => isIn(suspect, 'identified')))
      : [body.suspect],
});

function isAboutCustomer({ view, body }: Ask<SubjectLeft>): boolean {
  const named = view.get(body.suspect);
  return named === undefined || isCustomer(named);
}

/** Only under the finding `suspect`, and only when the customer stands for nobody yet. */
function opensFled({ view, body }: Ask<SubjectLeft>): boolean {
  return (
    body.suspect === undefined &&
    textIn(view.root.facts, 'finding') === 'suspect' &&
    // Released, on bail or arrested is final, and no flight: only who was cleared of the suspicion stands for nobody.
    !view.of('suspect').some((suspect) => isCustomer(suspect) && !isIn(suspect, 'reclassified', 'dismissed'))
  );
}
