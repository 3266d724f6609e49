import { defineEvent, Instant, OneOf } from '../../../engine/definition/index.js';
import { textIn } from '../../facts.js';
import { officer } from '../../roles.js';
import { notYetFiled } from '../../rules/filing.js';
import { protections } from '../../rules/suspect.js';

class Questioned {
  @Instant({ zh: '到达公安机关时间', en: 'arrival at the organ' }) arrivedAt!: string;
  @OneOf(protections, {
    zh: '未成年人、老年人、孕产妇等情形（含怀孕或者正在哺乳自己不满一周岁婴儿）',
    en: 'protected group',
    optional: true,
  })
  protection?: string;
}

/** Continued questioning (继续盘问) before a case is filed: 12 hours from arrival, 4 for those whom the law protects. */
export const questioned = defineEvent({
  type: 'suspect.questioned',
  title: { zh: '继续盘问', en: 'Take in for continued questioning' },
  roles: officer,
  payload: Questioned,
  example: { arrivedAt: '2024-11-18T15:40:00+08:00', protection: 'none' },
  rules: [notYetFiled],
  keeps: ['arrivedAt'],
  // After a flight it is the same questioning: what was known of the person and what was extended stands.
  facts: ({ body, part }) => ({ protection: body.protection ?? textIn(part?.facts, 'protection') ?? 'none' }),
});
