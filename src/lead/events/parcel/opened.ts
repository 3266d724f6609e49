import {
  Accounts,
  type Ask,
  Denominations,
  defineEvent,
  Fen,
  FreeText,
  Inner,
  type Opening,
  PartIds,
  Plain,
} from '../../../engine/definition/index.js';
import { holdsRunning } from '../../parts/standing.js';
import { officer } from '../../roles.js';
import { evidenceToBeHad } from '../../rules/evidence.js';
import { seizedAfterFiling } from '../../rules/filing.js';
import { contentsSaid, notesInParcelAddUp, openedOnVideo } from '../../rules/parcel.js';
import { twoOfficers } from '../../rules/property.js';
import { ownOfficers } from '../../rules/station.js';
import { FoundGold } from '../gold/secured.js';
import { whoseOfficers } from '../payloads.js';

class FoundCash {
  @Fen({ zh: '金额', en: 'amount' }) amount!: string;
  @Denominations({ zh: '面额', en: 'denominations' }) denominations!: Record<string, number>;
}

class Opened {
  @Accounts({ zh: '民警', en: 'officers' }) officers!: string[];
  @Plain({ zh: '全程录像编号', en: 'number of the video, from the first cut on', optional: true }) video?: string;
  @PartIds({ zh: '材料', en: 'evidence: the film from the first cut on', optional: true }) evidence?: string[];
  @FreeText({ zh: '开拆地点', en: 'where' }) where!: string;
  @Inner(() => FoundCash, { zh: '现金', en: 'the cash in it', optional: true }) cash?: FoundCash;
  @Inner(() => FoundGold, { zh: '黄金', en: 'the gold in it', optional: true }) gold?: FoundGold;
  @FreeText({ zh: '其他物品', en: 'what else was in it', optional: true }) others?: string;
}

/** Two officers open the parcel before a camera: cash and gold in it are secured from this moment on. */
export const opened = defineEvent({
  type: 'parcel.opened',
  title: { zh: '开拆查验', en: 'Open the parcel' },
  roles: officer,
  payload: Opened,
  example: {
    officers: ['officer', 'officer2'],
    video: 'LX20241118001',
    where: '秀峰派出所办案区',
    gold: { amount: '200000', pieces: 2, description: '投资金条，100克两根' },
  },
  rules: [
    seizedAfterFiling,
    twoOfficers,
    ownOfficers,
    openedOnVideo,
    evidenceToBeHad,
    notesInParcelAddUp,
    contentsSaid,
  ],
  keeps: ['video', 'evidence', 'others', 'officers'],
  opensAlso: thingsFound,
  tells: ({ view, at }) => holdsRunning(view, at),
  asks: whoseOfficers,
});

function thingsFound({ body, part }: Ask<Opened>): Opening[] {
  const { cash, gold, officers, where } = body;
  const secured = { officers, where, ...(part ? { parcel: part.id } : {}) };
  return [
    ...(cash ? [{ kind: 'cash', facts: { ...cash, ...secured } }] : []),
    ...(gold ? [{ kind: 'gold', facts: { ...gold, ...secured } }] : []),
  ];
}
