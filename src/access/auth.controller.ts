import { Controller, Get, Inject } from '@nestjs/common';
import type { Schema, Sentence } from '../engine/definition/index.js';
import { Operation } from '../platform/operation.js';
import { Caller } from './guard.js';
import { areasOf, type Due, type Principal } from './principal.js';

/** Which events a role may record; given by whoever knows the catalogue. */
export abstract class RoleCatalogue {
  abstract eventsFor(role: string): readonly string[];
}

/** Who somebody is and what they may do. */
export interface Me {
  readonly account: string;
  readonly displayName: Sentence;
  readonly organisation: Principal['organisation'] & { readonly name: Sentence };
  readonly roles: readonly string[];
  /** The parts of the API they work in. */
  readonly areas: readonly string[];
  /** Types of the events they may record where they see the case. */
  readonly events: readonly string[];
  /** When they last proved who they are; ISO 8601 UTC. */
  readonly authenticatedAt: string;
  /** What they have to do before anything else: `newPassword`, `secondFactor`. */
  readonly due: readonly Due[];
}

const text: Schema = { type: 'string' };
const texts: Schema = { type: 'array', items: text };
const sentence: Schema = { type: 'object', properties: { zh: text, en: text }, required: ['zh', 'en'] };

const organisationSchema: Schema = {
  type: 'object',
  properties: { code: text, kind: text, parent: text, district: text, level: text, name: sentence },
  required: ['code', 'kind', 'name'],
};

const meSchema: Schema = {
  type: 'object',
  properties: {
    account: text,
    displayName: sentence,
    organisation: organisationSchema,
    roles: texts,
    areas: texts,
    events: texts,
    authenticatedAt: text,
    due: texts,
  },
  required: ['account', 'displayName', 'organisation', 'roles', 'areas', 'events', 'authenticatedAt', 'due'],
};

/** Who one is. */
@Controller()
export class AuthController {
  constructor(@Inject(RoleCatalogue) private readonly catalogue: RoleCatalogue) {}

  /** Who is calling, and what they may do. */
  @Get('me')
  @Operation({
    id: 'me',
    summary: { zh: '我是谁，可以做什么', en: 'Who am I, and what may I do' },
    tag: 'auth',
    roles: 'signedIn',
    evenWhenDue: true,
    responses: { 200: { description: { zh: '当前用户', en: 'The person signed in' }, schema: meSchema } },
  })
  me(@Caller() caller: Principal): Me {
    const events = new Set(caller.roles.flatMap((role) => this.catalogue.eventsFor(role)));
    return {
      account: caller.account,
      displayName: caller.displayName,
      organisation: { ...caller.organisation, name: caller.organisationName },
      roles: caller.roles,
      areas: areasOf(caller.roles),
      events: [...events].sort(),
      authenticatedAt: caller.authenticatedAt,
      due: caller.due ?? [],
    };
  }
}
