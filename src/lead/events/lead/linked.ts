import { defineEvent, FreeText, Plain } from '../../../engine/definition/index.js';
import { objectsIn } from '../../facts.js';
import { holdsRunning, progressOf } from '../../parts/standing.js';
import { duty } from '../../roles.js';
import { carriedOn, drillsApart, noCircle } from '../../rules/lead.js';

class Link {
  @Plain({ zh: '所并线索编号', en: 'id or number of the other lead' }) lead!: string;
  @FreeText({ zh: '理由', en: 'reason' }) reason!: string;
}

/**
 * Two leads are one matter. Before officers are on the scene the other lead carries this one on and the customer goes;
 * later it is only an entry in `links`.
 */
export const linked = defineEvent({
  type: 'lead.linked',
  title: { zh: '并入其他线索', en: 'Link to another lead' },
  roles: duty,
  payload: Link,
  example: { lead: 'GL-20241118-0001', reason: '同一账户的两条线索' },
  rules: [noCircle, carriedOn, drillsApart],
  facts: ({ view, body, known, at }) => ({
    links: [...objectsIn(view.root.facts, 'links'), { lead: body.lead, to: known['link'] ?? null, at }],
  }),
  tells: ({ view, at }) => (progressOf(view) === 'linked' ? holdsRunning(view, at) : []),
  asks: (body) => [{ name: 'link', about: body.lead }],
});
