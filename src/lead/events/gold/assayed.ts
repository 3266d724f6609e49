import { defineEvent, PartIds, Plain, Whole } from '../../../engine/definition/index.js';
import { evidenceWith } from '../../evidence.js';
import { evidenceToBeHad } from '../../rules/evidence.js';
import { photoOrVideo, returnNotApproved } from '../../rules/property.js';
import { unvalued } from './valued.js';

class Assay {
  @Whole({ zh: '成色（万分之几）', en: 'fineness, parts in ten thousand', min: 1, max: 10_000 }) fineness!: number;
  @Plain({ zh: '检测机构', en: 'who assayed it' }) assayer!: string;
  @Plain({ zh: '检测报告编号', en: 'number of the report', optional: true }) report?: string;
  @Plain({ zh: '照片编号', en: 'number of the photos', optional: true }) photo?: string;
  @Plain({ zh: '录像编号', en: 'number of the video', optional: true }) video?: string;
  @PartIds({ zh: '材料', en: 'evidence: the photos or the film', optional: true }) evidence?: string[];
}

/** The gold is tested, before a camera (CPR art. 230). Tested anew it is valued anew. */
export const assayed = defineEvent({
  type: 'gold.assayed',
  title: { zh: '检测成色', en: 'Assay the gold' },
  roles: ['officer', 'custodian'],
  payload: Assay,
  example: { fineness: 9999, assayer: '桂林市产品质量检验所', report: 'JC20241118001', photo: 'ZP20241118001' },
  rules: [photoOrVideo, evidenceToBeHad, returnNotApproved],
  keeps: ['fineness', 'assayer'],
  facts: (ask) => ({
    ...unvalued,
    ...evidenceWith(ask),
    assayReport: ask.body.report,
    assayPhoto: ask.body.photo,
    assayVideo: ask.body.video,
    assayedAt: ask.at,
  }),
});
