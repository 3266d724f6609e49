import { describe, expect, test } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { Callers } from '../../src/access/callers.js';
import { callerOf, OperationGuard } from '../../src/access/guard.js';
import type { Principal } from '../../src/access/principal.js';
import type { Standing } from '../../src/access/sessions.js';
import { Csrf } from '../../src/access/sign-in/browser.js';
import type { FreshSignIn } from '../../src/access/sign-in/fresh-sign-in.js';
import { stepUpRequired } from '../../src/access/sign-in/problems.js';
import type { TokenClaims } from '../../src/access/tokens.js';
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

  @Operation({ id: 'weighty', summary, tag: 't', roles: ['centerLead'], freshSignIn: true })
  weighty(): void {}

  @Operation({ id: 'settling', summary, tag: 't', roles: 'signedIn', evenWhenDue: true })
  settling(): void {}
}

const people: Record<string, Principal> = {
  lead: principal(['centerLead'], organisations.center),
  teller: principal(['teller'], organisations.outletA1),
  owing: { ...principal(['centerLead'], organisations.center), due: ['secondFactor'] },
};

const guard = new OperationGuard(
  new Callers({
    verify: async (token, kind) => (token in people && kind === 'access' ? claims(token) : undefined),
    standing: async (session) => standing(people[session]),
  }),
  new Csrf(Buffer.alloc(32)),
  { assert: async () => Promise.reject(stepUpRequired()) } as unknown as FreshSignIn,
);

function claims(session: string): TokenClaims {
  return { account: 'somebody', session, authenticatedAt: Date.now(), expiresAt: Number.MAX_SAFE_INTEGER };
}

function standing(person: Principal | undefined): Standing | undefined {
  return person && { principal: person, kind: 'bearer', now: Date.now() };
}

async function codeAt(door: keyof Doors, authorization: string): Promise<string | undefined> {
  return guard.canActivate(contextOf(door, { headers: { authorization } })).then(
    () => undefined,
    (error) => error.code,
  );
}

function contextOf(door: keyof Doors, request: object): ExecutionContext {
  const handler = { getHandler: () => Doors.prototype[door], switchToHttp: () => ({ getRequest: () => request }) };
  return handler as unknown as ExecutionContext;
}

async function at(door: keyof Doors, authorization?: string): Promise<number | Principal | undefined> {
  const request = { headers: { authorization } };
  try {
    await guard.canActivate(contextOf(door, request));
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

  test('lets whoever owes something do nothing but settle it', async () => {
    expect(await at('signedIn', 'Bearer owing')).toBe(403);
    expect(await at('duty', 'Bearer owing')).toBe(403);
    expect(await at('settling', 'Bearer owing')).toBe(people['owing']);
  });

  test('asks for a fresh sign-in only those who have the role', async () => {
    expect(await codeAt('weighty', 'Bearer lead')).toBe('stepUpRequired');
    expect(await codeAt('weighty', 'Bearer teller')).toBe('roleMissing');
  });
});
