import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Operation, operationOf } from '../../platform/operation.js';
import { field } from '../../platform/problem-shape.js';
import { callerOf } from '../guard.js';
import { addressSubject } from './address.js';
import type { LimitKind } from './limit-table.js';
import { type LimitHeaders, Limits, type Subjects } from './limits.js';

/** Counts every request under the limit of its operation. Global, after the guard that knows who calls. */
@Injectable()
export class LimitGuard implements CanActivate {
  constructor(@Inject(Limits) private readonly limits: Limits) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const operation = operationOf(context.getHandler());
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const kind = operation && kindOf(operation, request.method);
    if (kind === undefined) return true;
    const reply = http.getResponse<FastifyReply>();
    const tell = (headers: LimitHeaders): true => {
      void reply.headers(headers);
      return true;
    };
    const headers = this.limits.limit(kind, subjectsOf(request, kind));
    return headers instanceof Promise ? headers.then(tell) : tell(headers);
  }
}

/** The limit that holds for an operation called by this method; undefined: none. */
export function kindOf({ limit, roles }: Pick<Operation, 'limit' | 'roles'>, method: string): LimitKind | undefined {
  if (limit !== undefined) return limit === 'none' ? undefined : limit;
  const reads = method === 'GET' || method === 'HEAD';
  if (roles === 'public') return reads ? 'public' : 'signIn';
  return reads ? 'read' : 'write';
}

function subjectsOf(request: FastifyRequest, kind: LimitKind): Subjects {
  const caller = callerOf(request);
  if (caller && kind !== 'signIn') return { account: caller.account, organisation: caller.organisation.code };
  const address = addressSubject(request.ip, request.socket.remoteAddress);
  return { account: caller?.account ?? accountNamed(request.body), address };
}

/** Who somebody says they are who signs in; in the one spelling that a name can have. */
function accountNamed(body: unknown): string | undefined {
  const name = field(body, 'username');
  return typeof name === 'string' ? name.slice(0, 64) : undefined;
}
