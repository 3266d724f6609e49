import { type Ask, isObject, rule } from '../../engine/definition/index.js';
import { progressOf } from '../parts/standing.js';

/** The case is not closed. */
export const caseOpen = rule({
  code: 'caseOpen',
  needs: 'file',
  sentence: {
    zh: '案件已结，确有需要请由中心负责人重新打开',
    en: 'The case is closed. If need be the head of the center reopens it.',
  },
  basis: 'integrity of the record',
  holds: ({ view }) => progressOf(view) !== 'settled',
});

/** The lead is worked on here: neither closed nor carried on by another. */
export const leadOpen = rule({
  code: 'leadOpen',
  needs: 'file',
  sentence: {
    zh: '线索已结案或已并入其他线索，请在所并线索上办理',
    en: 'The lead is closed, or another lead carries it on. Work on that one.',
  },
  basis: 'integrity of the record',
  holds: ({ view }) => !['settled', 'linked'].includes(progressOf(view)),
});

/** A drill stays among drills. */
export const drillsApart = rule<{ lead: string }>({
  code: 'drillsApart',
  needs: 'body',
  sentence: {
    zh: '演练线索与真实线索不能并案，请核对线索编号',
    en: 'A drill and a real lead are never linked. Check the number of the other lead.',
  },
  basis: 'local: a drill touches nobody',
  holds: ({ known, view }) => {
    const link = known['link'];
    return !isObject(link) || (link['exercise'] === true) === (view.root.facts['exercise'] === true);
  },
});

/** The other lead exists, and links do not run in a circle. */
export const noCircle = rule<{ lead: string }>({
  code: 'noCircle',
  needs: 'body',
  sentence: {
    zh: '所并线索不存在，或会形成循环并案，请核对线索编号',
    en: 'There is no such lead, or linking would run in a circle. Check the number of the other lead.',
  },
  basis: 'CPR art. 175; local: one lead carries on',
  holds: ({ known }) => {
    const link = known['link'];
    return isObject(link) && typeof link['id'] === 'string' && link['circle'] !== true;
  },
});

function isCarriedOn({ known }: Ask): boolean {
  const link = known['link'];
  return !isObject(link) || link['ended'] !== true;
}

/** What is merged with another lead is theirs: somebody works there. */
export const mergedCarriedOn = rule<{ lead?: string }>({
  code: 'carriedOn',
  needs: 'body',
  sentence: {
    zh: '对方线索已结案、已排除或已撤回，无人继续办理。请并入未结的线索，或者先由中心负责人重新打开对方线索',
    en: 'The other lead is closed, or its customer was cleared: nobody would carry this one on. Name a lead that is worked on, or have that one reopened first (lead.reopened).',
  },
  basis: 'local: no lead is without a next owner',
  holds: isCarriedOn,
});

const onItsWay = ['reported', 'acknowledged', 'dispatched', 'enRoute'];

/** So it is with a link before officers are on the scene; later it is but an entry, and the lead is worked on here. */
export const carriedOn = rule<{ lead: string }>({
  ...mergedCarriedOn,
  holds: (ask) => !onItsWay.includes(progressOf(ask.view)) || isCarriedOn(ask),
});
