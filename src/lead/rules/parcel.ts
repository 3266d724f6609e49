import { isIn, rule } from '../../engine/definition/index.js';
import { isFilmed } from './evidence.js';
import { addsUp } from './property.js';

interface Contents {
  cash?: { amount: string; denominations: Record<string, number> };
  gold?: object;
  others?: string;
}

/** Notes and sum of the cash in a parcel agree. */
export const notesInParcelAddUp = rule<Contents>({
  ...addsUp,
  holds: (ask) => ask.body.cash === undefined || addsUp.holds({ ...ask, body: ask.body.cash }),
});

/** From the first cut on a camera runs. */
export const openedOnVideo = rule<{ video?: string; evidence?: string[] }>({
  code: 'openedOnVideo',
  needs: 'body',
  sentence: {
    zh: '开拆须全程录像，请填写录像编号，或列出录像材料',
    en: 'A parcel is opened before a camera: give the number as `video`, or name the film among `evidence`.',
  },
  basis: 'CPR art. 229 and 232',
  holds: ({ view, body }) => body.video !== undefined || isFilmed(view, body.evidence),
});

/** An opened parcel had something in it, if only paper. */
export const contentsSaid = rule<Contents>({
  code: 'contentsSaid',
  needs: 'body',
  sentence: {
    zh: '请登记开拆所见：现金、黄金或其他物品，至少一项',
    en: 'Say what was in it: `cash`, `gold` or `others`, at least one of them.',
  },
  basis: 'CPR art. 229',
  holds: ({ body }) => body.cash !== undefined || body.gold !== undefined || body.others !== undefined,
});

/** What a county-level head had seized is not let on by an officer. */
export const openedOnceApproved = rule<{ how: string }>({
  code: 'openedOnceApproved',
  needs: 'body',
  sentence: {
    zh: '已批准扣押的寄递物品不能由民警自行放行，请开拆查验，或认定正常、不予立案后放行',
    en: 'Its seizure is approved: an officer does not let it on. Open it (parcel.opened); found legitimate, or the filing declined, it is released by itself.',
  },
  basis: 'CPR art. 232',
  holds: ({ part, body }) => body.how !== 'cleared' || !isIn(part, 'seizureApproved'),
});
