import { canary } from './canary.js';
import { Scene, type Stage } from './stage.js';

/** The cases of the matrix by their names. */
export type Cases = Readonly<Record<string, Scene>>;

/** Personal data as it was said; whatever of it is found in an answer or a log is a leak, whoever reads it. */
export const secrets: string[] = [];

let people = 0;

/** Somebody invented: nobody else in the city is called so. */
function somebody() {
  const n = ++people;
  const name = `覃${'橘柚桃梨枣杏榴榆槐楠桐柏柳桉樟榕'[n % 16]}${'壹贰叁肆伍陆柒捌玖拾'[n % 10]}`;
  const one = {
    name,
    idNumber: `99010119${String(60 + n)}0101${String(1000 + n * 7)}`,
    phone: `199000${String(10_000 + n * 13)}`,
    number: `6217000099${String(100_000_000 + n * 7919)}`,
  };
  secrets.push(one.name, one.idNumber, one.phone, one.number);
  return one;
}

function report(bank: string, amount: string) {
  const { name, idNumber, phone, number } = somebody();
  return {
    subject: 'withdrawal',
    suspectedRole: 'suspect',
    amount,
    account: { number, bank, holder: name },
    customer: { name, idType: 'residentId', idNumber, phone },
    indicators: ['RAPID_IN_OUT', 'OUT_OF_PROVINCE_MULTI_SOURCE', 'SCRIPTED_REMOTE_DIRECTED'],
    hold: { minutes: 20, reason: '正在核实 §hold1§', told: 'now' },
    bankReference: 'REF-§',
  };
}

/** Somebody of each station beside its officer: deeds want two. */
const both = (station: string) => [`officer.${station}`, `helper.${station}`];

/** A station comes to the scene and finds a suspect. */
async function arrive(scene: Scene, station: string): Promise<void> {
  await scene.play('duty.center', 'lead.dispatched', { station: `mx-${station}` });
  await scene.play(`desk.${station}`, 'lead.accepted', { officers: both(station) });
  await scene.play(`officer.${station}`, 'lead.arrived', { officers: both(station) });
  await scene.play(`officer.${station}`, 'lead.classified', { finding: 'suspect', reason: '说不清汇款人 §' });
  await scene.play(`officer.${station}`, 'suspect.caught', { part: 'suspect-1', where: '柜台 §' });
}

/** Another account is found, and both are stopped, asked for and frozen. */
async function freeze(scene: Scene, station: string, accounts: readonly Kept[]): Promise<void> {
  const officer = `officer.${station}`;
  for (const { part, desk, sum } of accounts) {
    await scene.play('duty.center', 'account.stopPayOrdered', { part, orderNumber: 'ZF-§' });
    await scene.play(desk, 'account.stopPaid', { part, amount: sum });
  }
  await scene.play(officer, 'lead.filed', {
    caseNumber: 'A-§',
    kind: 'criminal',
    organ: '公安局 §',
    filedAt: scene.times.at(-1),
  });
  for (const { part, desk, sum, head } of accounts) {
    await scene.play(officer, 'account.freezeRequested', {
      part,
      amount: sum,
      months: 6,
      scope: 'balance',
      interest: true,
    });
    await scene.play(head, 'account.freezeOrdered', { part, orderNumber: 'DJ-§' });
    await scene.play(desk, 'account.frozen', { part, amount: sum });
  }
}

interface Kept {
  readonly part: string;
  readonly desk: string;
  readonly sum: string;
  readonly head: string;
}

/** A victim who is known and whose report is linked. */
async function victim(scene: Scene, part: string): Promise<void> {
  const { name, phone } = somebody();
  await scene.play('duty.center', 'victim.identified', { name, phone });
  await scene.play('duty.center', 'victim.contacted', { part, channel: '回拨 §' });
  await scene.play('duty.center', 'victim.verified', { part, how: '凭证一致 §' });
  await scene.play('duty.center', 'victim.reportLinked', { part, caseNumber: 'B-§', organ: '外省 §' });
}

/** The victim claims an account's money, which is traced, and a return is proposed. */
async function restitution(scene: Scene, officer: string, asset: string, sum: string, n: number): Promise<void> {
  const { number } = somebody();
  const at = new Date(Date.parse(scene.times[0] ?? '') - 3600_000).toISOString();
  const line = { id: `T${n}`, at, inflow: true, amount: sum, counterparty: number };
  await scene.play(officer, 'account.traced', { part: asset, opening: '0', closing: sum, lines: [line] });
  await victim(scene, `victim-${n}`);
  await scene.play('duty.center', 'claim.filed', {
    victim: `victim-${n}`,
    asset,
    amount: sum,
    paidInAt: at,
    how: '手机银行 §',
    paidFrom: { number, bank: '某银行 §' },
  });
  await scene.play(officer, 'claim.verified', { part: `claim-${n}`, trace: '流水对应 §', inflows: [`T${n}`] });
  await scene.play(officer, 'return.proposed', { asset, mode: 'timestamp', agreement: 'TY-§' });
}

/** Cash and gold of somebody else's are secured, seized and kept. */
async function secure(scene: Scene, station: string, keeper: string, head: string): Promise<void> {
  const officer = `officer.${station}`;
  const held = { heldBy: '待核实人员 §', where: '三号窗口 §', officers: both(station) };
  await scene.play(officer, 'cash.secured', { ...held, amount: '1000000', denominations: { '10000': 100 } });
  await scene.play(officer, 'gold.secured', { ...held, amount: '30000', pieces: 1, description: '金条 §' });
  for (const [part, amount] of [
    ['cash-1', '1000000'],
    ['gold-1', '30000'],
  ]) {
    const [kind] = String(part).split('-');
    await scene.play(head, `${kind}.seizureApproved`, { part, decisionNumber: 'KY-§' });
    await scene.play(officer, `${kind}.seized`, {
      part,
      officers: both(station),
      witness: { name: somebody().name, relation: 'none' },
      listNumber: 'QD-§',
    });
    await scene.play(keeper, `${kind}.custodyAccepted`, { part, amount });
  }
}

/** Files of the bank and of the police, promised, given and kept. */
async function files(scene: Scene, teller: string, station: string): Promise<void> {
  await scene.give(teller);
  await scene.give(`officer.${station}`);
  await scene.play(`officer.${station}`, 'evidence.promised', {
    what: 'video',
    device: 'ZFY-§',
    description: '全过程 §',
  });
}

/** An account is recorded that was none of this case. */
async function mistake(scene: Scene, officer: string, bank: string): Promise<void> {
  const { number, name } = somebody();
  await scene.play(officer, 'account.located', { number, bank, holder: name, amount: '7000000' });
  await annul(scene, officer);
}

/** Takes back what was recorded last. */
async function annul(scene: Scene, who: string): Promise<void> {
  await scene.play(who, 'lead.recordedInError', { version: scene.version, reason: '误记 §' });
}

/** Reported by Bank A, led by station 1, helped by station 2; station 3 declined it. Bank B keeps its second account. */
async function main(stage: Stage): Promise<Scene> {
  const scene = new Scene(stage, 'main');
  await scene.play('teller.a1', 'lead.reported', report('mx-a', '20000000'));
  await scene.play('duty.center', 'lead.dispatched', { station: 'mx-s3' });
  await scene.play('officer.s3', 'lead.noted', { text: '在路上 §' });
  await scene.play('desk.s3', 'lead.declined', { reason: '警力不足 §' });
  await arrive(scene, 's1');
  await scene.play('duty.center', 'lead.supportRequested', { station: 'mx-s2', task: '拦车 §' });
  await scene.play('officer.s2', 'lead.noted', { text: '已到路口 §' });
  const { number, name } = somebody();
  await scene.play('officer.s1', 'account.located', { number, bank: 'mx-b', holder: name, amount: '8000000' });
  scene.located = scene.version;
  await mistake(scene, 'officer.s1', 'mx-b');
  await scene.play('duty.center', 'lead.feedbackSent', { result: 'confirmed' });
  await scene.play('teller.a1', 'lead.feedbackAcknowledged', {});
  await files(scene, 'teller.a1', 's1');
  await freeze(scene, 's1', [
    { part: 'account-1', desk: 'desk.a', sum: '9000000', head: 'head.north' },
    { part: 'account-2', desk: 'desk.b', sum: '8000000', head: 'head.north' },
  ]);
  await secure(scene, 's1', 'keeper.north', 'head.north');
  await scene.play('officer.s1', 'suspect.detained', { part: 'suspect-1', decisionNumber: 'JL-§' });
  await scene.play('desk.a', 'parcel.flagged', {
    carrier: '某速运 §',
    waybill: 'YD2024111800123',
    recipient: { name: somebody().name, phone: somebody().phone, address: '外省某市某路1号' },
  });
  await restitution(scene, 'officer.s1', 'account-2', '8000000', 1);
  const proposal = await scene.fact('return-1', 'proposal');
  await scene.play('head.city', 'return.approved', { part: 'return-1', proposal });
  await scene.play('officer.s1', 'return.noticeServed', {
    part: 'return-1',
    officers: both('s1'),
    noticeNumber: 'FH-§',
  });
  await restitution(scene, 'officer.s1', 'account-1', '9000000', 2);
  await annul(scene, 'officer.s1');
  await scene.play('officer.s1', 'return.proposed', { asset: 'account-1', mode: 'timestamp', agreement: 'TY-§' });
  await scene.play('duty.center', 'victim.identified', { name: somebody().name, phone: somebody().phone });
  await annul(scene, 'duty.center');
  await scene.play('officer.s1', 'transfer.proposed', {
    mode: 'transfer',
    organ: '南京 §',
    reason: '当地已立案 §',
    caseNumber: 'N-§',
    foundAt: scene.times.at(-1),
  });
  await scene.play('duty.center', 'complaint.opened', { noSlip: '遗失 §', text: '无人说明 §', channel: 'telephone' });
  await scene.play('duty.center', 'lead.noted', { text: '中心备注 §' });
  return scene;
}

/** Reported by Bank A and sent to nobody yet. */
async function fresh(stage: Stage): Promise<Scene> {
  const scene = new Scene(stage, 'fresh');
  await scene.play('teller.a1', 'lead.reported', report('mx-a', '4000000'));
  await scene.play('teller.a1', 'lead.noted', { text: '客户情绪激动 §' });
  return scene;
}

/** Reported by Bank A; station 1 had it, worked on it, and lost it to station 2. */
async function moved(stage: Stage): Promise<Scene> {
  const scene = new Scene(stage, 'moved');
  await scene.play('teller.a1', 'lead.reported', report('mx-a', '5000000'));
  await scene.play('duty.center', 'lead.dispatched', { station: 'mx-s1' });
  await scene.play('officer.s1', 'lead.noted', { text: '一所备注 §' });
  await scene.play('officer.s1', 'evidence.promised', { what: 'video', device: 'ZFY-§', description: '一所录像 §' });
  await scene.play('officer.s1', 'evidence.rectified', {
    part: 'evidence-1',
    field: 'description',
    value: '大厅录像 §',
    reason: '写错地点 §',
  });
  await arrive(scene, 's2');
  await files(scene, 'teller.a1', 's2');
  return scene;
}

/** Bank B's own, led by station 2, with an account at Bank A. */
async function other(stage: Stage): Promise<Scene> {
  const scene = new Scene(stage, 'other');
  await scene.play('teller.b1', 'lead.reported', report('mx-b', '20000000'));
  await arrive(scene, 's2');
  const { number, name } = somebody();
  await scene.play('officer.s2', 'account.located', { number, bank: 'mx-a', holder: name, amount: '8000000' });
  scene.located = scene.version;
  await files(scene, 'teller.b1', 's2');
  await freeze(scene, 's2', [
    { part: 'account-1', desk: 'desk.b', sum: '9000000', head: 'head.south' },
    { part: 'account-2', desk: 'desk.a', sum: '8000000', head: 'head.south' },
  ]);
  await restitution(scene, 'officer.s2', 'account-2', '8000000', 1);
  await restitution(scene, 'officer.s2', 'account-1', '9000000', 2);
  await scene.play('duty.center', 'complaint.opened', { noSlip: '遗失 §', text: '太慢 §', channel: 'telephone' });
  return scene;
}

/** Opened by the police without a bank; station 4 has it, and Bank C keeps an account. */
async function street(stage: Stage): Promise<Scene> {
  const scene = new Scene(stage, 'street');
  const { hold: _, bankReference: __, ...rest } = report('mx-c', '6000000');
  await scene.play('duty.center', 'lead.reported', { ...rest, incidentNumber: '110-§' });
  // In an emergency somebody opened what then became theirs to work on.
  const reason = `来不及派单 ${canary({ case: 'earlier', piece: 'reason1', by: 's4' })}`;
  await stage.send('officer.s4', 'POST', '/station/break-glass', { number: scene.number, reason });
  await arrive(scene, 's4');
  await scene.play('duty.center', 'account.stopPayOrdered', { part: 'account-1', orderNumber: 'ZF-§' });
  await scene.give('officer.s4');
  return scene;
}

/** Bank A's customer was cleared, and the personal data is erased. Played a long time before the others. */
async function erased(stage: Stage): Promise<Scene> {
  const scene = new Scene(stage, 'erased');
  await scene.play('teller.a1', 'lead.reported', report('mx-a', '3000000'));
  await scene.play('duty.center', 'lead.dispatched', { station: 'mx-s1' });
  await scene.play('desk.s1', 'lead.accepted', { officers: both('s1') });
  await scene.play('officer.s1', 'lead.arrived', { officers: both('s1') });
  await scene.give('teller.a1');
  await scene.play('officer.s1', 'lead.classified', {
    finding: 'legitimate',
    reason: '单位财务确认 §',
    grounds: ['independentContact', 'historyNormal'],
  });
  await scene.play('duty.center', 'lead.feedbackSent', { result: 'legitimate' });
  await scene.play('teller.a1', 'lead.feedbackAcknowledged', {});
  for (let month = 0; month < 6; month++) {
    await stage.pass(60 * 24 * 30);
    await stage.round();
  }
  return scene;
}

/** Plays every case; the clock ends a few minutes after the last deed. */
export async function playAll(stage: Stage): Promise<Cases> {
  const gone = await erased(stage);
  const cases: Record<string, Scene> = { erased: gone };
  for (const play of [fresh, moved, other, main, street]) {
    const scene = await play(stage);
    cases[scene.name] = scene;
  }
  return cases;
}
