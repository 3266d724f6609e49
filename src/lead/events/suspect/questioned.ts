import { BirthDate, defineEvent, Instant, OneOf, Plain } from '../../../engine/definition/index.js';
import { textIn } from '../../facts.js';
import { ageIn, protectionOf, protections, statedOf } from '../../parts/protection.js';
import { officer } from '../../roles.js';
import { notYetFiled } from '../../rules/filing.js';
import { birthDateOnce } from '../../rules/suspect.js';

class Questioned {
  @Instant({ zh: '到达公安机关时间', en: 'arrival at the organ' }) arrivedAt!: string;
  @Plain({ zh: '继续盘问审批表编号（派出所负责人批准）', en: "number of the station head's approval", optional: true })
  decisionNumber?: string;
  @BirthDate({ zh: '出生日期（没有身份证件时填写）', en: 'date of birth, where there is no ID', optional: true })
  birthDate?: string;
  @OneOf(protections, {
    zh: '年龄情形、孕产妇（怀孕或者正在哺乳自己不满一周岁婴儿）；年龄由证件或者出生日期自动判断，与所填不一致的从短',
    en: 'protected group (pregnantOrNursing is stated here; the age is computed from ID or date of birth, and the shorter limit counts)',
    optional: true,
  })
  protection?: string;
}

/**
 * Continued questioning (继续盘问) before a case is filed: 12 hours from arrival, 4 for those whom the law protects. How
 * old the person is then, the edge tells from the ID number or the date of birth; the birth itself stays sealed.
 */
export const questioned = defineEvent({
  type: 'suspect.questioned',
  title: { zh: '继续盘问', en: 'Take in for continued questioning' },
  roles: officer,
  payload: Questioned,
  example: { arrivedAt: '2024-11-18T15:40:00+08:00', protection: 'none' },
  rules: [notYetFiled, birthDateOnce],
  keeps: ['arrivedAt', 'birthDate'],
  // After a flight it is the same questioning: what was known of the person and what was extended stands.
  facts: ({ body, part, known }) => {
    const stated = statedOf(part?.facts, body.protection);
    return {
      questioningNumber: body.decisionNumber ?? textIn(part?.facts, 'questioningNumber'),
      stated,
      age: ageIn(known) ?? (stated === undefined ? (textIn(part?.facts, 'age') ?? 'unknown') : 'stated'),
      protection: protectionOf(stated, ageIn(known), textIn(part?.facts, 'protection')),
    };
  },
  asks: ({ arrivedAt, birthDate }, _actor, part) => [
    { name: 'ageBand', about: { part: part ?? '', at: arrivedAt, ...(birthDate === undefined ? {} : { birthDate }) } },
  ],
});
