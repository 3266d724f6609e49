import { isIn, isObject, type Part, rule, type View } from '../../engine/definition/index.js';
import { objectsIn, textIn, unitsIn } from '../facts.js';
import { remainderOf, thingsInHand } from '../parts/assets.js';
import { inHands, isCooperation, openParts, openTransfers } from '../parts/standing.js';

/** One transfer at a time. */
export const oneTransferAtATime = rule({
  code: 'oneTransferAtATime',
  needs: 'file',
  sentence: {
    zh: '已有移送或协作正在办理，请先办结或退回',
    en: 'A transfer is under way already. Finish it, or record transfer.refused first.',
  },
  basis: 'CPR art. 185',
  holds: ({ view }) => openTransfers(view).length === 0,
});

/** What is merged is merged with something: a lead of this center, or their case. */
export const mergesIntoSomething = rule<{ mode: string; lead?: string; caseNumber?: string }>({
  code: 'mergesIntoSomething',
  needs: 'body',
  sentence: {
    zh: '并案须填写对方案件编号或者本中心的线索编号；该线索须存在且不会形成循环，请核对',
    en: 'A merge needs their case (`caseNumber`) or a lead of this center (`lead`) that exists and does not lead back here. Check the number.',
  },
  basis: 'CPR art. 175 and 184; local: one lead carries on',
  holds: ({ body, known }) => {
    if (body.lead === undefined) return body.mode !== 'merge' || body.caseNumber !== undefined;
    const link = known['link'];
    return isObject(link) && typeof link['id'] === 'string' && link['circle'] !== true;
  },
});

/** Both see what is counted. */
export const countedFaceToFace = rule<{ faceToFace: boolean }>({
  code: 'countedFaceToFace',
  needs: 'body',
  sentence: {
    zh: '移交须由接收人、移交人当面查点清楚，请当面清点后再登记',
    en: 'What is handed over is counted face to face. Count it together, then record it.',
  },
  basis: 'CPR art. 185',
  holds: ({ body }) => body.faceToFace,
});

/** Both sign. */
export const bothSigned = rule<{ signedBy: string[] }>({
  code: 'bothSigned',
  needs: 'body',
  sentence: {
    zh: '交接清单须由移交人和接收人共同签名，请补签后再登记',
    en: 'Giver and receiver both sign the hand-over list. Have it signed, then record it.',
  },
  basis: 'CPR art. 185',
  holds: ({ body }) => ['giver', 'receiver'].every((who) => body.signedBy.includes(who)),
});

interface HandOver {
  property: { asset: string; amount: string }[];
}

/** The list names what is here, each with what is left of it; all of it when the case goes. */
export const everythingCounted = rule<HandOver>({
  code: 'everythingCounted',
  needs: 'body',
  sentence: {
    zh: '交接清单与在案财物不符：须逐项列明在控制、扣押、保管中的全部财物，数额与清点一致，协作只列实际移交的，请重新清点核对',
    en: 'The list and the property of the case disagree: it names everything that is held, once each, with the sum that is left of it (cooperation: only what is handed over). Count again.',
  },
  basis: 'CPR art. 185',
  holds: ({ view, part, body }) => {
    const held = thingsInHand(view);
    const listed = body.property.map(({ asset }) => asset);
    const right = body.property.every(({ asset, amount }) =>
      held.some((thing) => thing.id === asset && remainderOf(view, thing) === BigInt(amount)),
    );
    const once = new Set(listed).size === listed.length;
    return right && once && (isCooperation(part) || held.every((thing) => listed.includes(thing.id)));
  },
});

/** Whoever is in our hands is now in theirs, on the record, or free. */
export const everybodyHandedOver = rule({
  code: 'everybodyHandedOver',
  needs: 'file',
  sentence: {
    zh: '仍有人员在本机关控制、盘问、传唤或拘留中，请先逐人登记移交或者释放',
    en: 'Somebody is still caught, questioned, summoned or detained here. Record suspect.handedOver for this transfer, or the release, for each of them first.',
  },
  basis: 'CPR art. 184 and 185; ATFL art. 45',
  holds: ({ view, part }) =>
    isCooperation(part) ||
    openParts(view, 'suspect')
      .filter(inHands)
      .every((suspect) => textIn(suspect.facts, 'handedOverIn') === part?.id),
});

function isListed(view: View, transfer: Part | undefined, thing: Part): boolean {
  const line = objectsIn(transfer?.facts, 'property').find(({ asset }) => asset === thing.id);
  return line !== undefined && unitsIn(line, 'amount') === remainderOf(view, thing);
}

/** Nothing has come into our hands since it was counted, and nothing that was counted has gone another way. */
export const nothingElseInHand = rule({
  code: 'nothingElseInHand',
  needs: 'file',
  sentence: {
    zh: '清点移交后又有财物入案、另行处置或者数额变化，请先退回本次移送，重新清点移交',
    en: 'Something was secured, went another way or has changed since the property was counted. Record transfer.refused, propose it anew and count again.',
  },
  basis: 'CPR art. 185',
  holds: ({ view, part }) => {
    const held = thingsInHand(view);
    const listed = objectsIn(part?.facts, 'property').map(({ asset }) => asset);
    const same = listed.length === held.length && held.every((thing) => isListed(view, part, thing));
    return isCooperation(part) || same;
  },
});

/** A person is handed over in a transfer that is approved and takes the case with it. */
export const toTransferUnderWay = rule<{ transfer: string }>({
  code: 'toTransferUnderWay',
  needs: 'body',
  sentence: {
    zh: '所填移送不存在、尚未批准或者只是协作，人员不得移交，请核对移送编号',
    en: 'There is no such transfer, or it is not approved, over, or only a cooperation: nobody is handed over on it. Check the id.',
  },
  basis: 'CPR art. 184 and 185',
  holds: ({ view, body }) => {
    const transfer = view.get(body.transfer);
    return transfer?.kind === 'transfer' && isIn(transfer, 'approved', 'handedOver') && !isCooperation(transfer);
  },
});

function isLeaving(view: View): boolean {
  return openTransfers(view).some((transfer) => !isCooperation(transfer));
}

const staying = {
  code: 'nothingBeingTransferred',
  sentence: {
    zh: '有移送正在办理，请先退回（不批准）该移送，再作此决定',
    en: 'A transfer is under way. Record transfer.refused before this is decided.',
  },
  basis: 'CPR art. 185',
};

/** What another organ is about to take over is not let go here. */
export const nothingBeingTransferred = rule<{ finding?: string }>({
  ...staying,
  needs: 'body',
  holds: ({ view, body }) => (body.finding !== undefined && body.finding !== 'legitimate') || !isLeaving(view),
});

/** Nor is it given back here: the organ that takes the case over decides on it. */
export const assetNotLeaving = rule({ ...staying, needs: 'file', holds: ({ view }) => !isLeaving(view) });
