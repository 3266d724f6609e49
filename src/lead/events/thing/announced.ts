import { defineEvent, type EventDefinition, Plain } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';
import { noReturnUnderWay, notBeforeKept } from '../../rules/property.js';
import type { Thing } from './thing.js';

class Announcement {
  @Plain({ zh: '公告编号', en: 'number of the notice' }) noticeNumber!: string;
}

/** The owner is unknown: a public notice, and six months to come forward (CPR art. 233). */
export function announced({ kind }: Thing): EventDefinition {
  return defineEvent({
    type: `${kind}.announced`,
    title: { zh: '发布认领公告', en: 'Announce it publicly' },
    roles: officer,
    payload: Announcement,
    example: { noticeNumber: 'GG20241201001' },
    rules: [noReturnUnderWay, notBeforeKept],
    keeps: ['noticeNumber'],
    facts: ({ at }) => ({ announcedAt: at }),
  });
}
