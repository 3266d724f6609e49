import { defineEvent, type EventDefinition, field, Whole } from '../../../engine/definition/index.js';
import { system } from '../../roles.js';

const hex = /^[0-9a-f]{64}$/;

const decimal = /^(0|[1-9]\d{0,15})$/;

/** A text of this form. */
function written(form: RegExp, allowed: { zh: string; en: string }) {
  return (title: { zh: string; en: string }): PropertyDecorator =>
    field({
      title,
      optional: false,
      allowed,
      schema: { type: 'string', pattern: form.source },
      check: (value) => typeof value === 'string' && form.test(value),
    });
}

/** A SHA-256 hash. */
const Hash = written(hex, { zh: '64 位十六进制', en: '64 hex digits' });
const Decimal = written(decimal, { zh: '十进制整数', en: 'a whole number, decimal' });

class Count {
  @Whole({ zh: '计至第几条记录', en: 'number of entries that are counted', min: 0, max: Number.MAX_SAFE_INTEGER })
  size!: number;
  @Hash({ zh: '其树根', en: 'the root of the tree over them' }) treeRoot!: string;
  @Decimal({ zh: '案件数', en: 'number of cases' }) cases!: string;
  @Hash({ zh: '案件清单的树根', en: 'the root of the tree over the cases' }) root!: string;
}

const someHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** What the house says of its own history. */
export const proofEvents: readonly EventDefinition[] = [
  defineEvent({
    type: 'office.casesCounted',
    title: { zh: '清点全部案件', en: 'All cases counted' },
    roles: system,
    payload: Count,
    example: { size: 0, treeRoot: someHash, cases: '0', root: someHash },
  }),
];
