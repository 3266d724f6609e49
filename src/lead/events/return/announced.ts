import { defineEvent, Plain } from '../../../engine/definition/index.js';
import { duty, officer } from '../../roles.js';
import { notAnnouncedBefore, notBeforeProposal, proRataOnly } from '../../rules/notice.js';
import { plusDays } from '../../time.js';

class Notice {
  @Plain({ zh: '公告文号', en: 'number of the notice' }) noticeNumber!: string;
  @Plain({ zh: '公告媒介', en: 'where it is published' }) medium!: string;
}

/** Days of the public notice (2016 Return Rules art. 8 (3)). */
export const noticeDays = 30;

/** A return in proportion is made public for thirty days, so that victims and whoever has an interest can object. */
export const announced = defineEvent({
  type: 'return.announced',
  title: { zh: '公告返还方案', en: 'Publish the proposed return' },
  roles: [...duty, ...officer],
  payload: Notice,
  example: { noticeNumber: 'FHGG2024001', medium: '公安机关门户网站' },
  rules: [proRataOnly, notAnnouncedBefore, notBeforeProposal],
  keeps: ['noticeNumber', 'medium'],
  facts: ({ at }) => ({ announcedAt: at, noticeEndsAt: plusDays(at, noticeDays) }),
});
