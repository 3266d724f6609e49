import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Inject,
  Injectable,
  Optional,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { operationOf } from '../platform/operation.js';
import { Problem, problemOfStatus } from '../platform/problem.js';
import { type CallerKind, Callers } from './callers.js';
import type { Principal } from './principal.js';
import { Refusals } from './refusals.js';
import { Csrf, sentCookie, twoCredentials } from './sign-in/browser.js';
import { FreshSignIn } from './sign-in/fresh-sign-in.js';
import { dueFirst } from './sign-in/problems.js';

const callers = new WeakMap<object, Principal>();

/** Who made this request; undefined on public operations and before the guard has run. For logs and limits too. */
export function callerOf(request: object): Principal | undefined {
  return callers.get(request);
}

/** Parameter decorator: the `Principal` who calls. On a public operation it is a fault of ours (500). */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const principal = callerOf(context.switchToHttp().getRequest<object>());
  if (!principal) throw new Error('@Caller() on an operation that anybody may call');
  return principal;
});

/**
 * Lets in only who may call the operation: 404 for a route without `@Operation`, else 401, else 403: by role, while
 * something is due, or without a fresh sign-in where one is needed. A cookie must come from our own page. Who is turned
 * away is counted, and after too often 429: then no token is looked at but those that were right here before. Global.
 */
@Injectable()
export class OperationGuard implements CanActivate {
  constructor(
    @Inject(Callers) private readonly callers: Callers,
    @Inject(Csrf) private readonly csrf: Csrf,
    @Inject(FreshSignIn) private readonly freshSignIn: FreshSignIn,
    @Optional() @Inject(Refusals) private readonly refusals?: Refusals,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const isPublic = operationOf(context.getHandler())?.roles === 'public';
    if (!this.refusals || isPublic) return this.admit(context);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!this.isKnown(request)) this.refusals.assertMayTry(request);
    try {
      return await this.admit(context);
    } catch (error) {
      if (error instanceof Problem && (error.status === 401 || error.status === 403))
        await this.refusals.count(request);
      throw error;
    }
  }

  /** Whoever was let in here before stays so, whatever others do at their address. */
  private isKnown(request: FastifyRequest): boolean {
    const shown = shownBy(request);
    return shown !== undefined && this.callers.knows(shown.token, shown.kind);
  }

  private async admit(context: ExecutionContext): Promise<boolean> {
    const operation = operationOf(context.getHandler());
    // The boot check names it; to the outside it does not exist.
    if (!operation) throw problemOfStatus(404);
    if (operation.roles === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = await this.identify(request);
    callers.set(request, principal);
    const due = principal.due?.[0];
    if (due && !operation.evenWhenDue) throw dueFirst(due);
    const { roles } = operation;
    if (roles !== 'signedIn' && !roles.some((role) => principal.roles.includes(role))) throw wrongRole(roles);
    if (operation.freshSignIn) await this.freshSignIn.assert(principal);
    return true;
  }

  private async identify(request: FastifyRequest): Promise<Principal> {
    const shown = shownBy(request);
    if (!shown) throw notSignedIn();
    const { token, kind } = shown;
    const principal = await this.callers.of(token, kind);
    if (!principal) throw tokenNotValid();
    if (kind === 'browser') this.csrf.check(request, principal.session);
    return principal;
  }
}

/** By what somebody wants to be known; undefined: by nothing. Throws 400 for two things at once. */
function shownBy(request: FastifyRequest): { readonly token: string; readonly kind: CallerKind } | undefined {
  const { authorization } = request.headers;
  const cookie = sentCookie(request);
  if (cookie !== undefined && authorization !== undefined) throw twoCredentials();
  const token = cookie ?? bearer(authorization);
  return token === undefined ? undefined : { token, kind: cookie === undefined ? 'access' : 'browser' };
}

// RFC 6750, 2.1; the scheme's name is case-insensitive (RFC 9110, 11.1).
function bearer(authorization: string | undefined): string | undefined {
  return authorization === undefined ? undefined : /^bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization)?.[1];
}

function notSignedIn(): Problem {
  return new Problem({
    status: 401,
    code: 'notSignedIn',
    detail: { zh: '请先登录，并以 Bearer 令牌访问。', en: 'Sign in first, and send the token as a bearer token.' },
    headers: { 'www-authenticate': 'Bearer realm="lanjie"' },
  });
}

function tokenNotValid(): Problem {
  return new Problem({
    status: 401,
    code: 'tokenNotValid',
    detail: { zh: '令牌无效或已过期，请重新登录。', en: 'The token is not valid or has expired: sign in again.' },
    headers: { 'www-authenticate': 'Bearer realm="lanjie", error="invalid_token"' },
  });
}

function wrongRole(roles: readonly string[]): Problem {
  const list = roles.join(', ');
  return new Problem({
    status: 403,
    code: 'roleMissing',
    detail: { zh: `此操作仅限以下角色：${list}。`, en: `This may be done by: ${list}.` },
  });
}
