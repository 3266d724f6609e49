/** Password of every demo account. */
export const demoPassword = 'lanjie-demo';

/** A person of the demo; all of them are invented. */
export interface DemoAccount {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly organisation: string;
  readonly role: string;
}

function person(name: string, role: string, organisation: string, zh: string, en: string): DemoAccount {
  return { name, role, organisation, zh, en };
}

/** Who can sign in to the demo, each in one role. */
export const demoAccounts: readonly DemoAccount[] = [
  person('teller', 'teller', 'bank-a-xiufeng', '甲银行柜员', 'Teller of Bank A'),
  person('teller2', 'teller', 'bank-b-diecai', '乙银行柜员', 'Teller of Bank B'),
  person('bankdesk', 'bankDesk', 'bank-a', '甲银行总行', 'Head office of Bank A'),
  person('bankdesk2', 'bankDesk', 'bank-b', '乙银行总行', 'Head office of Bank B'),
  person('duty', 'dutyOfficer', 'center', '值班员一', 'Duty officer 1'),
  person('duty2', 'dutyOfficer', 'center', '值班员二', 'Duty officer 2'),
  person('centerlead', 'centerLead', 'center', '中心负责人', 'Head of the center'),
  person('station', 'stationDuty', 'xiufeng', '秀峰值班', 'Xiufeng duty desk'),
  person('officer', 'officer', 'xiufeng', '秀峰民警一', 'Xiufeng officer 1'),
  person('officer2', 'officer', 'xiufeng', '秀峰民警二', 'Xiufeng officer 2'),
  person('station2', 'stationDuty', 'diecai', '叠彩值班', 'Diecai duty desk'),
  person('officer3', 'officer', 'diecai', '叠彩民警', 'Diecai officer'),
  person('custodian', 'custodian', 'xiufeng-bureau', '秀峰物证保管员', 'Xiufeng property custodian'),
  person('county', 'approver', 'xiufeng-bureau', '秀峰分局审批人', 'Approver, county level'),
  person('city', 'approver', 'guilin-bureau', '市局审批人', 'Approver, city level'),
  person('auditor', 'auditor', 'guilin-bureau', '审计员', 'Auditor'),
  person('secadmin', 'securityAdmin', 'center', '安全管理员', 'Security administrator'),
  person('sysadmin', 'systemAdmin', 'center', '系统管理员', 'System administrator'),
];
