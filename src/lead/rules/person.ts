import { rule } from '../../engine/definition/index.js';

/** There is a trace of the person. */
export const personNamed = rule({
  code: 'personNamed',
  needs: 'body',
  sentence: {
    zh: '请至少填写姓名、电话、证件号、账户或特征之一',
    en: 'Give at least one thing to know the person by: name, phone, ID number, account or description.',
  },
  basis: 'integrity of the record',
  holds: ({ body }) =>
    ['name', 'phone', 'idNumber', 'account', 'description'].some((name) => Reflect.get(body, name) !== undefined),
});
