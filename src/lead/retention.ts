import type { Sentence } from '../engine/definition/index.js';
import type { LimitName } from './settings.js';

/** One class of what is kept about people: how long, counted from what, and how it ends. */
export interface Retention {
  readonly id: string;
  readonly title: Sentence;
  /** The settings of the office that are added up; none: the period is given in words alone. */
  readonly settings: readonly LimitName[];
  readonly period: Sentence;
  /** Cited as by rules and clocks. */
  readonly basis: string;
  /** `itself`: the system erases. `twoPersons`: one proposes, another approves. `whole`: rows of their own, see `end`. */
  readonly end: 'itself' | 'twoPersons' | 'whole';
  /** What is certain, and what the office has to set. */
  readonly note: Sentence;
}

const closing: Sentence = {
  zh: '自结案或最后一次答复投诉起',
  en: 'from the closing, or from the last answer to a complaint',
};

/** Every class, of cases first. */
export const retentionTable: readonly Retention[] = [
  {
    id: 'cleared',
    title: { zh: '已排除的客户', en: 'a cleared customer' },
    settings: ['complaintDays', 'eraseDays'],
    period: { zh: `投诉期满后若干日，${closing.zh}`, en: `some days after the time for complaints, ${closing.en}` },
    basis: 'PIPL art. 19 and 47; AML Law art. 39',
    end: 'itself',
    note: {
      zh: '目的已经达到，到期由系统自动删除',
      en: 'The purpose is fulfilled: the system erases when the time is over',
    },
  },
  {
    id: 'exercise',
    title: { zh: '演练', en: 'a drill' },
    settings: ['keepExerciseDays'],
    period: closing,
    basis: 'local; PIPL art. 19',
    end: 'twoPersons',
    note: {
      zh: '演练不得使用真实个人信息；期限由本中心设定',
      en: 'No real people appear in a drill; the office sets the time',
    },
  },
  {
    id: 'notFiled',
    title: { zh: '未立案（含已劝阻）', en: 'never filed, the dissuaded among them' },
    settings: ['keepNotFiledDays'],
    period: closing,
    basis: 'local; PIPL art. 19; Civil Code art. 188',
    end: 'twoPersons',
    note: {
      zh: '法律没有写年限；默认与普通诉讼时效三年相同，供被劝阻人和客户主张权利。请由本中心法制部门设定',
      en: 'No statute names the years. By default the three years in which a customer or a victim may sue; the legal department of the office sets it',
    },
  },
  {
    id: 'administrative',
    title: { zh: '行政案件', en: 'an administrative case' },
    settings: ['keepAdministrativeDays'],
    period: closing,
    basis: 'APR art. 260; Archives Law',
    end: 'twoPersons',
    note: {
      zh: '案卷须立卷归档，这是确定的；保管期限以本机关经档案主管部门审核的保管期限表为准，请据此设定。默认三十年',
      en: 'That the file goes to the archive is certain; for how long is said by the schedule of the organ that the archives authority approved: set it accordingly. 30 years by default',
    },
  },
  {
    id: 'criminal',
    title: { zh: '刑事案件', en: 'a criminal case' },
    settings: ['keepCriminalDays'],
    period: closing,
    basis: 'Archives Law; CPL art. 54',
    end: 'twoPersons',
    note: {
      zh: '证据和案卷须长期保存；年限以本机关经档案主管部门审核的保管期限表为准，永久保管的请依法保全，不要提出删除。默认六十年',
      en: 'Evidence and file are kept long; the years are those of the approved schedule of the organ. Of what is kept for ever place a legal hold, or propose nothing. 60 years by default',
    },
  },
  {
    id: 'linked',
    title: { zh: '已并入其他线索', en: 'linked: another lead carries it on' },
    settings: ['keepCriminalDays'],
    period: { zh: '自并入之日起', en: 'from the linking' },
    basis: 'Archives Law; local: one lead carries on',
    end: 'twoPersons',
    note: {
      zh: '可能属于所并案件的证据，按最长的一类保存',
      en: 'It may be evidence in the case that carries it on, and is kept as long as the longest class',
    },
  },
  {
    id: 'inquiry',
    title: { zh: '协查', en: 'an inquiry at the banks' },
    settings: [],
    period: { zh: '到期、收回或全部答复即删除，至多 72 小时', en: 'erased when it ends, after 72 hours at most' },
    basis: 'local; PIPL art. 19',
    end: 'itself',
    note: { zh: '随协查功能启用', en: 'with the inquiries themselves, which are not part of this release' },
  },
  {
    id: 'accessLog',
    title: { zh: '访问记录', en: 'the access log' },
    settings: [],
    period: {
      zh: '查阅理由与检索词自当月结束起三年；谁在何时看了哪个案件，不删除',
      en: 'reasons and search words three years from the end of their month; who looked at which case, and when, is not deleted',
    },
    basis: 'PIPL art. 19 and 56; Cybersecurity Law art. 21 (3)',
    end: 'itself',
    note: {
      zh: '理由和检索词可能写有人名，到期由系统销毁该月密钥；其余不含身份信息，法定至少保存六个月',
      en: 'Reasons and search words may name people: the system destroys the key of the month. The rest holds no identities; the law asks for six months at least',
    },
  },
  {
    id: 'breakGlass',
    title: { zh: '紧急调阅', en: 'an emergency reading' },
    settings: [],
    period: {
      zh: '调阅原因与审查意见自审查起三年；谁在何时调阅了哪个案件，不删除',
      en: 'reason and review three years from the review; who opened which case, and when, is not deleted',
    },
    basis: 'PIPL art. 19 and 56; Cybersecurity Law art. 21 (3)',
    end: 'itself',
    note: {
      zh: '到期由系统销毁其密钥；尚未审查的不删除，审查须以原因为据',
      en: 'The system destroys its key. While it is not reviewed nothing is erased: the review is of the reason',
    },
  },
  {
    id: 'administration',
    title: { zh: '人员、单位和授权的变更', en: 'who was given which rights' },
    settings: [],
    period: { zh: '与案卷同样长', en: 'as long as the cases' },
    basis: 'Cybersecurity Law art. 21 (3); local',
    end: 'whole',
    note: {
      zh: '证明当时谁有权限，案卷保存多久就保存多久',
      en: 'It proves who had which rights then, so it is kept as long as any case',
    },
  },
];
