import { defineEvent, Instant, isIn, OneOf, Plain } from '../../../engine/definition/index.js';
import { textIn } from '../../facts.js';
import { assetKinds } from '../../parts/assets.js';
import { idsOf, openParts } from '../../parts/standing.js';
import { police } from '../../roles.js';
import { filedSince, notYetCriminal, onlyToCriminal, onScene } from '../../rules/filing.js';

class Filing {
  @Plain({ zh: '案件编号', en: 'case number' }) caseNumber!: string;
  @OneOf(['criminal', 'administrative'], { zh: '案件类别', en: 'kind of case' }) kind!: string;
  @Plain({ zh: '立案机关', en: 'organ' }) organ!: string;
  @Instant({ zh: '立案时间', en: 'when it was filed' }) filedAt!: string;
}

/** A case is filed (立案) or accepted (受案): from now on property may be seized and persons detained. */
export const filed = defineEvent({
  type: 'lead.filed',
  title: { zh: '立案', en: 'File the case' },
  roles: police,
  payload: Filing,
  example: {
    caseNumber: '桂秀公(刑)立字〔2024〕001号',
    kind: 'criminal',
    organ: '桂林市公安局秀峰分局',
    filedAt: '2024-11-18T15:30:00+08:00',
  },
  rules: [onScene, notYetCriminal, onlyToCriminal],
  keeps: ['caseNumber', 'organ', 'filedAt'],
  facts: ({ view, body }) => ({
    caseKind: body.kind,
    // A case that becomes criminal was open to seizures since it was accepted.
    firstFiledAt: filedSince(view) ?? body.filedAt,
  }),
  tells: ({ view }) =>
    textIn(view.root.facts, 'finding') === 'legitimate'
      ? []
      : idsOf(openParts(view, ...assetKinds).filter((asset) => isIn(asset, 'unrelated'))),
});
