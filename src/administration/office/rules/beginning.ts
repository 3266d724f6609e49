import { rule } from '../../../engine/definition/index.js';

/** The first people come while there is nobody; after that people come from people. */
export const nobodyYet = rule({
  code: 'nobodyYet',
  needs: 'body',
  sentence: {
    zh: '已经有账号，不能再次初始化。请由系统管理员新建账号',
    en: 'There are accounts already, so the house is not set up again. The system administrator creates accounts.',
  },
  basis: 'MLPS art. 8.1.4.2: rights come from those who may grant them',
  holds: ({ known }) => known['accounts'] === 0,
});

/** The first two officers are two people. */
export const twoPeople = rule<{ systemAdmin: { account: string }; securityAdmin: { account: string } }>({
  code: 'twoPeople',
  needs: 'body',
  sentence: {
    zh: '系统管理员和安全管理员须是两个人，请使用不同的账号名',
    en: 'System and security administrator are two people. Give two names.',
  },
  basis: 'MLPS art. 8.1.4.2 and 8.1.5: three officers apart',
  holds: ({ body }) => body.systemAdmin.account !== body.securityAdmin.account,
});
