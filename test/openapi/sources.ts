import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { AuthController } from '../../src/access/auth.controller.js';
import { Routes } from '../../src/access/routes.js';
import { signInControllers } from '../../src/access/sign-in/providers.js';
import { AdminController } from '../../src/admin/admin.controller.js';
import { AdminReading, AuditReading } from '../../src/admin/reading.controllers.js';
import { AccessesController } from '../../src/audit/accesses.controller.js';
import { AuditController } from '../../src/audit/audit.controller.js';
import { BankController } from '../../src/bank/bank.controller.js';
import {
  AuditBreakGlass,
  CenterBreakGlass,
  StationBreakGlass,
} from '../../src/cases/break-glass/break-glass-controller.js';
import { currentAdministration, currentBreakGlass, currentLead } from '../../src/cases/definitions.js';
import { BankSlips, CenterSlips, StationSlips } from '../../src/cases/slips/slips-controller.js';
import { BankWorkings, CenterWorkings, StationWorkings } from '../../src/cases/working/workings-controller.js';
import { CenterController } from '../../src/center/center.controller.js';
import { ComplaintsController } from '../../src/center/complaints.controller.js';
import { CenterHandoverController, CenterRosterController } from '../../src/center/duty.controllers.js';
import { type Json, type Schema, type Sentence } from '../../src/engine/definition/index.js';
import {
  AuditEvidence,
  BankEvidence,
  CenterEvidence,
  StationEvidence,
} from '../../src/evidence/evidence-controller.js';
import { buildDocument } from '../../src/openapi/build-document.js';
import { DocsController } from '../../src/openapi/docs.controller.js';
import { OpenApiController } from '../../src/openapi/openapi.controller.js';
import { StationHandoverController, StationRosterController } from '../../src/station/duty.controllers.js';
import { StationController } from '../../src/station/station.controller.js';

const controllers = [
  AuthController,
  ...signInControllers,
  BankController,
  StationController,
  CenterController,
  StationRosterController,
  StationHandoverController,
  CenterRosterController,
  CenterHandoverController,
  ComplaintsController,
  BankSlips,
  StationSlips,
  CenterSlips,
  BankWorkings,
  StationWorkings,
  CenterWorkings,
  BankEvidence,
  StationEvidence,
  CenterEvidence,
  StationBreakGlass,
  CenterBreakGlass,
  AuditBreakGlass,
  AdminController,
  AdminReading,
  AuditReading,
  AuditEvidence,
  AuditController,
  AccessesController,
  OpenApiController,
  DocsController,
];

const discovery = { getControllers: () => controllers.map((metatype) => ({ metatype })) };

/** The routes of the product's controllers, without the process around them. */
export const routes = new Routes(discovery as unknown as DiscoveryService, new MetadataScanner()).all();

/** An operation as tests read it. */
export interface DocumentedOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly { $ref?: string; name?: string; in?: string }[];
  readonly security?: readonly object[];
  readonly requestBody?: { content: { 'application/json': { schema: Schema; example?: Json } } };
  readonly responses: Record<string, { description?: string }>;
  readonly 'x-event'?: string;
  readonly 'x-roles'?: readonly string[];
  readonly 'x-rules'?: readonly { code: string; sentence: string; basis: string }[];
}

/** The document as tests read it. */
export interface Documented {
  readonly paths: Record<string, Record<string, DocumentedOperation>>;
  readonly components: { readonly schemas: Record<string, Schema> };
}

/** The document of these routes and the current catalogue. */
export function documentIn(language: keyof Sentence): Documented {
  const document: unknown = buildDocument({
    routes,
    definition: currentLead,
    beside: [currentBreakGlass, currentAdministration],
    language,
    version: '0.0.0',
  });
  return document as Documented;
}

/** Every operation with its path and method. */
export function operationsOf(document: Documented): { path: string; method: string; operation: DocumentedOperation }[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
}
