import { describe, expect, test } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { Callers } from '../../src/access/callers.js';
import { callerOf, OperationGuard } from '../../src/access/guard.js';
import type { Principal } from '../../src/access/principal.js';
import { Operation } from '../../src/platform/operation.js';
import { organisations, principal } from './people.js';

const summary = { zh: '试', en: 'try' };

class Doors {
  unmarked(): void {}

  @Operation({ id: 'public', summary, tag: 't', roles: 'public' })
  open(): void {}

  @Operation({ id: 'signedIn', summary, tag: 't', roles: 'signedIn' })
  signedIn(): void {}

  @Operation({ id: 'duty', summary, tag: 't', roles: ['dutyOfficer', 'centerLead'] })
  duty(): void {}
}

const people: Record<string, Principal> = {
  lead: principal(['centerLead'], organisations.center),
  teller: principal(['teller'], organisations.outletA1),
};

const guard = new OperationGuard(
  new Callers({
    verify: async (token) =>
      token in people ? { account: 'somebody', session: token, expiresAt: Number.MAX_SAFE_INTEGER } : undefined,
    principal: async (session) => people[session],
  }),
);

async function at(door: keyof Doors, authorization?: string): Promise<number | Principal | undefined> {
  const request = { headers: { authorization } };
  const context = {
    getHandler: () => Doors.prototype[door],
    switchToHttp: () => ({ getRequest: () => request }),
  } as unknown as ExecutionContext;
  try {
    await guard.canActivate(context);
  } catch (error) {
    return (error as { status: number }).status;
  }
  return callerOf(request);
}

describe('the guard', () => {
  test('answers 404 at a route without @Operation, whoever comes', async () => {
    expect(await at('unmarked')).toBe(404);
    expect(await at('unmarked', 'Bearer lead')).toBe(404);
  });

  test('lets everybody through a public door, as nobody', async () => {
    expect(await at('open')).toBeUndefined();
    expect(await at('open', 'Bearer lead')).toBeUndefined();
  });

  test('lets people through with a token that stands for somebody', async () => {
    expect(await at('signedIn')).toBe(401);
    expect(await at('signedIn', 'Bearer stranger')).toBe(401);
    expect(await at('signedIn', 'lead')).toBe(401);
    expect(await at('signedIn', 'Bearer teller')).toBe(people['teller']);
  });

  test('lets through only the roles of the operation', async () => {
    expect(await at('duty')).toBe(401);
    expect(await at('duty', 'Bearer teller')).toBe(403);
    expect(await at('duty', 'Bearer lead')).toBe(people['lead']);
  });
});
