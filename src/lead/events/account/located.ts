import { defineEvent, Fen, Identity, OrganisationCode } from '../../../engine/definition/index.js';
import { desk, police } from '../../roles.js';

class Located {
  @Identity('bankAccount', { zh: '账号', en: 'account number' }) number!: string;
  @OrganisationCode({ zh: '开户行', en: 'bank that keeps the account' }) bank!: string;
  @Identity('name', { zh: '户名', en: 'account holder', optional: true }) holder?: string;
  @Fen({ zh: '涉及金额', en: 'sum in question' }) amount!: string;
}

/** Money of the case was found in an account. */
export const located = defineEvent({
  type: 'account.located',
  title: { zh: '发现账户', en: 'Locate an account' },
  roles: [...desk, ...police],
  payload: Located,
  example: { number: '6222020000000000002', bank: 'bank-b', amount: '10000000' },
  opens: 'always',
  keeps: ['number', 'bank', 'holder', 'amount'],
});
