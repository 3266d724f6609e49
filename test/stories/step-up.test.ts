import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { Callers } from '../../src/access/callers.js';
import { Play, storyOf, Theatre } from './play.js';

const { steps } = storyOf('guilin');
const approval = steps.findIndex(({ event, refused }) => event === 'return.approved' && !refused);
const step = steps[approval];

let theatre: Theatre;
let play: Play;
beforeAll(async () => {
  theatre = await Theatre.open();
  play = new Play(theatre);
  await play.tell({ steps: steps.slice(0, approval) });
});
afterAll(() => theatre?.close());

async function age(seconds: number): Promise<void> {
  await theatre.ds.query(
    `update session set authenticated_at = now() - make_interval(secs => $1) where account in ('county', 'officer')`,
    [seconds],
  );
  theatre.app.get(Callers).forgetAll();
}

const theReturn = async () => (await play.file()).parts.find(({ id }) => id === 'return-1');
const state = async () => (await theReturn())?.state;
const { who = '', body = {}, time = '' } = step ?? {};

describe('whoever approves a return', () => {
  it('has proved who they are within five minutes; else nothing is recorded, and they hear what to do', async () => {
    theatre.at(time);
    await age(301);
    const before = await play.file();
    const refused = await play.record(who, 'return.approved', body);
    expect([refused.status, refused.body.code]).toEqual([403, 'stepUpRequired']);
    expect(refused.body.detail).toMatch(/nothing was recorded\. Send your password .* to \/auth\/step-up/);
    expect(await play.file()).toEqual(before);
  });

  it('may try it before they prove it, and sees that it will be asked for', async () => {
    await age(301);
    const path = `/center/leads/${play.id}`;
    const proposal = { part: 'return-1', proposal: (await theReturn())?.facts['proposal'] };
    const tried = await theatre.post(who, `${path}/events/return.approved?dryRun=true`, proposal);
    expect([tried.status, await state()]).toEqual([200, 'proposed']);
    const { items } = (await theatre.get(who, `${path}/actions`)).body;
    expect(items.find((one: { event: string }) => one.event === 'return.approved')).toMatchObject({
      allowed: true,
      freshSignIn: true,
    });
  });

  it('hears that the role is missing before anything is asked of them', async () => {
    await age(301);
    const answer = await theatre.post('officer', `/station/leads/${play.id}/events/return.approved`, body);
    expect([answer.status, answer.body.code]).toEqual([403, 'roleMissing']);
  });

  it('does it after a step-up, with the new token and not with the old one', async () => {
    theatre.at(time);
    await age(301);
    const old = await theatre.token(who);
    const steppedUp = await supertest(theatre.address)
      .post('/auth/step-up')
      .set('authorization', `Bearer ${old}`)
      .send({ password: 'lanjie-demo' })
      .expect(200);
    expect((await play.record(who, 'return.approved', body)).status).toBe(401);
    theatre.bring(who, steppedUp.body.accessToken);
    const approved = await play.record(who, 'return.approved', body);
    expect([approved.status, await state()]).toEqual([200, 'approved']);
  });
});
