import { rule, type View } from '../../engine/definition/index.js';
import { isToBeHad, mayName, namedBy, sortOf, sortOfPart, storedIn } from '../evidence.js';
import { textIn } from '../facts.js';
import { among, duty } from '../roles.js';
import { limitOf } from '../settings.js';
import { notAfter } from '../time.js';

/** A file is recorded where it was sent, never by somebody's word. */
export const fileStored = rule({
  code: 'fileStored',
  needs: 'body',
  sentence: {
    zh: '没有收到这份文件，请直接上传文件本身，系统会自动登记',
    en: 'This file is not in the store. Send the file itself: POST /{area}/leads/{id}/evidence records it.',
  },
  basis: 'integrity of the record: what is kept was received',
  holds: ({ known }) => storedIn(known) !== null,
});

/** What was promised is what is delivered. */
export const asPromised = rule({
  code: 'asPromised',
  needs: 'body',
  sentence: {
    zh: '文件种类与承诺的不同，请上传承诺的材料；其他材料请另行上传',
    en: 'This is another sort of file than the one promised. Deliver that one; send this one by itself, without `part`.',
  },
  basis: 'integrity of the record: what was promised is delivered',
  holds: ({ part, known }) => {
    const promised = textIn(part?.facts, 'what');
    const file = storedIn(known);
    return promised === undefined || file === null || sortOf(file.type) === promised;
  },
});

/** A case has room for so many files. */
export const evidenceRoom = rule({
  code: 'evidenceRoom',
  needs: 'file',
  sentence: {
    zh: '本案材料数量已达上限，请撤回不需要的材料，或由中心调整限额',
    en: 'The case holds as many files as the office allows. Withdraw what is not needed (evidence.withdrawn), or let the center raise the limit.',
  },
  basis: 'local limit',
  // What was promised had its room from the beginning.
  holds: ({ view, part, settings }) =>
    part !== undefined || view.of('evidence').filter(isToBeHad).length < limitOf(settings, 'evidenceMost'),
});

/** A recording ends after it began. */
export const endsAfterItBegins = rule<{ from?: string; to?: string }>({
  code: 'endsAfterItBegins',
  needs: 'body',
  sentence: {
    zh: '结束时间早于开始时间，请核对',
    en: 'The recording would end before it begins. Check `from` and `to`.',
  },
  basis: 'order of the record',
  holds: ({ body }) => body.from === undefined || body.to === undefined || notAfter(body.from, body.to),
});

/** Whoever gave it takes it back, or the center. */
export const withdrawnByGiver = rule({
  code: 'withdrawnByGiver',
  needs: 'file',
  sentence: {
    zh: '材料由其他单位提交，请由该单位或中心撤回',
    en: 'Another organisation gave this. It takes it back itself, or the center does.',
  },
  basis: 'integrity of the record: who said it corrects it',
  holds: ({ part, actor }) => among(duty, actor.role) || textIn(part?.facts, 'organisation') === actor.org.code,
});

/** What a deed rests on is not taken away from under it. */
export const namedByNoDeed = rule({
  code: 'namedByNoDeed',
  needs: 'file',
  sentence: {
    zh: '已有办理事项以此为据，不能撤回，请先更正该事项所列材料',
    en: 'A deed names this as its evidence. Correct what the deed names first (its <kind>.rectified, field `evidence`).',
  },
  basis: 'integrity of the record: a later decision may have relied on it',
  holds: ({ view, part }) => namedBy(view, part?.id).length === 0,
});

/** The files named are there, or promised under a clock; and for whoever names them they are. */
export const evidenceToBeHad = rule<{ evidence?: string[] }>({
  code: 'evidenceToBeHad',
  needs: 'body',
  sentence: {
    zh: '所列材料不在本案中，或已被拒收、撤回，请核对编号，或先上传、承诺提交',
    en: 'A file named is not of this case, or was refused or withdrawn. Check its id, or send or promise it first.',
  },
  basis: 'integrity of the record',
  holds: ({ view, body, actor }) => (body.evidence ?? []).every((id) => mayName(actor, view.get(id))),
});

/** A correction names files that are there. */
export const stillToBeHad = rule<{ field: string; value: unknown }>({
  ...evidenceToBeHad,
  holds: ({ view, body, actor }) =>
    body.field !== 'evidence' ||
    !Array.isArray(body.value) ||
    body.value.every((id) => mayName(actor, view.get(String(id)))),
});

/** One of the files named is a film. */
export function isFilmed(view: View, named: readonly string[] | undefined): boolean {
  return isAmong(view, named, ['video']);
}

/** One of the files named is a photo or a film. */
export function isPictured(view: View, named: readonly string[] | undefined): boolean {
  return isAmong(view, named, ['photo', 'video']);
}

function isAmong(view: View, named: readonly string[] = [], sorts: readonly string[]): boolean {
  return named.some((id) => {
    const part = view.get(id);
    return part !== undefined && sorts.includes(sortOfPart(part));
  });
}
