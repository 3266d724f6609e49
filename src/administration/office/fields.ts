import { type FieldOptions, field, Plain } from '../../engine/definition/index.js';

const accountName = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** The name of an account: what people sign in with. */
export function AccountName({ zh, en, optional }: FieldOptions): PropertyDecorator {
  return field({
    title: { zh, en },
    optional: optional === true,
    allowed: {
      zh: '账号名：小写字母、数字、点、下划线和连字符，至多 64 个字符',
      en: 'the name of an account: lower-case letters, digits, dot, underscore and hyphen, at most 64',
    },
    schema: { type: 'string', pattern: accountName.source },
    check: (value) => typeof value === 'string' && accountName.test(value),
  });
}

/** What somebody or something is called, in Chinese and in English. */
export class Names {
  @Plain({ zh: '中文名称', en: 'Chinese name' }) zh!: string;
  @Plain({ zh: '英文名称', en: 'English name' }) en!: string;
}
