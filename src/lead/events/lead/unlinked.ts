import { defineEvent } from '../../../engine/definition/index.js';
import { objectsIn } from '../../facts.js';
import { duty } from '../../roles.js';
import { Reason } from '../payloads.js';

/** The last link was a mistake: the lead is worked on here again. */
export const unlinked = defineEvent({
  type: 'lead.unlinked',
  title: { zh: '取消并入', en: 'Unlink the lead' },
  roles: duty,
  payload: Reason,
  example: { reason: '核对后不是同一事项' },
  facts: ({ view }) => ({ links: objectsIn(view.root.facts, 'links').slice(0, -1), result: undefined }),
});
