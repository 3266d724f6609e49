import {
  type Ask,
  defineEvent,
  FreeText,
  isIn,
  OneOf,
  type Opening,
  SomeOf,
} from '../../../engine/definition/index.js';
import { textIn } from '../../facts.js';
import { assetKinds } from '../../parts/assets.js';
import { holdsRunning, idsOf, inHands, isCustomer, openParts } from '../../parts/standing.js';
import { duty, officer } from '../../roles.js';
import { nothingBeingReturned, onSceneOrCenter, releasedFirst, remoteClearing } from '../../rules/finding.js';
import { nothingBeingTransferred } from '../../rules/transfer.js';

const findings = ['suspect', 'victim', 'tool', 'undetermined', 'legitimate'];
const grounds = ['purposeEvidence', 'independentContact', 'historyNormal', 'noAdverseCheck'];

class Classification {
  @OneOf(findings, { zh: '认定', en: 'finding' }) finding!: string;
  @FreeText({ zh: '理由', en: 'reason' }) reason!: string;
  @SomeOf(grounds, { zh: '依据', en: 'grounds', optional: true }) grounds?: string[];
}

/** What the customer turns out to be. A hypothesis: it may be revised, each time on the record. */
export const classified = defineEvent({
  type: 'lead.classified',
  title: { zh: '认定', en: 'Record the finding' },
  roles: [...officer, ...duty],
  payload: Classification,
  example: { finding: 'suspect', reason: '资金来自外省被骗人，持话术应对询问' },
  rules: [onSceneOrCenter, remoteClearing, nothingBeingReturned, nothingBeingTransferred, releasedFirst],
  keeps: ['finding', 'reason'],
  facts: ({ view, body, at, actor }) => ({
    grounds: body.grounds,
    classifiedBy: actor.account,
    concluded: undefined,
    // The review of the filing runs from the first finding that something is wrong (公通字〔2015〕32号).
    foundAt: textIn(view.root.facts, 'foundAt') ?? (body.finding === 'legitimate' ? undefined : at),
  }),
  opensAlso: opensCustomer,
  tells: (ask) => (ask.body.finding === 'legitimate' ? freed(ask) : resumed(ask)),
});

/** The customer becomes a suspect or a victim, unless already one. */
function opensCustomer({ view, body }: Ask<Classification>): Opening[] {
  const standing = (kind: string) => view.of(kind).filter(isCustomer);
  const suspects = standing('suspect');
  if (body.finding === 'suspect') {
    // Arrested or on bail is final, and still the same person.
    if (suspects.some((suspect) => !suspect.final || isIn(suspect, 'arrested', 'bailed'))) return [];
    const hasLeft = view.root.facts['leftAt'] !== undefined && !suspects.some((suspect) => isIn(suspect, 'released'));
    return [{ kind: 'suspect', facts: { customer: true, ...(hasLeft ? { hasLeft } : {}) } }];
  }
  if (!['victim', 'tool'].includes(body.finding) || standing('victim').some((victim) => !victim.final)) return [];
  return [{ kind: 'victim', facts: { customer: true } }];
}

/** Nothing is wrong: the customer goes at once, and everything taken goes back. */
function freed({ view, at }: Ask<Classification>): string[] {
  return [
    ...holdsRunning(view, at),
    ...idsOf(openParts(view, ...assetKinds, 'parcel').filter((asset) => !isIn(asset, 'unrelated'))),
    ...idsOf(openParts(view, 'claim')),
    ...idsOf(openParts(view, 'suspect').filter((suspect) => !inHands(suspect))),
  ];
}

/** Something is wrong after all: what was to go back stays, and a deceived customer is no suspect. */
function resumed({ view, body }: Ask<Classification>): string[] {
  const deceived = ['victim', 'tool'].includes(body.finding);
  return [
    ...idsOf(openParts(view, ...assetKinds).filter((asset) => isIn(asset, 'unrelated'))),
    ...idsOf(openParts(view, 'suspect').filter((suspect) => deceived && isCustomer(suspect))),
  ];
}
