import { describe, expect, it } from '@jest/globals';
import { citation } from '../../src/lead/law.js';
import { leadCase } from '../../src/lead/lead.case.js';

const rules = [...leadCase.rules, ...[...leadCase.events.values()].flatMap((event) => event.rules ?? [])];
const bases = [...new Set([...rules, ...leadCase.clocks.values()].map(({ basis }) => basis))];

describe('a legal basis', () => {
  it.each(bases)('%s is cited in Chinese without a word left over', (basis) => {
    const { zh, en } = citation(basis);
    expect(zh).toMatch(/^[\p{Script=Han}\p{P}\d]+$/u);
    expect(en).toBe(basis);
  });

  it.each([
    ['CPR art. 174', '《公安机关办理刑事案件程序规定》第174条'],
    ['CPR art. 15 to 17, 21 and 346', '《公安机关办理刑事案件程序规定》第15条至第17条、第21条、第346条'],
    ['CPR art. 129; CPL art. 91 and 99', '《公安机关办理刑事案件程序规定》第129条；《刑事诉讼法》第91条、第99条'],
    ['银发〔2016〕86号 art. 2 (1) 2', '银发〔2016〕86号第2条第1项第2目'],
    ['公通字〔2015〕32号', '公通字〔2015〕32号'],
    ['Return rules art. 12', '《电信网络新型违法犯罪案件冻结资金返还若干规定》第12条'],
    ['CPR art. 234: title clear and undisputed', '《公安机关办理刑事案件程序规定》第234条（权属明确无争议）'],
    ['local', '本地规则：由本中心设定'],
    ['local: one station leads', '本地规则：由一个派出所主办'],
    ['house rule 1', 'house rule 1'],
  ])('%s → %s', (basis, chinese) => {
    expect(citation(basis).zh).toBe(chinese);
  });
});
