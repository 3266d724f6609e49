import { type DynamicModule, Module } from '@nestjs/common';
import { AdminController } from './admin.controller.js';
import { Office } from './office.js';
import { AdminReading, AuditReading } from './reading.controllers.js';

/** Who may sign in and what they may do. */
@Module({})
export class AdminModule {}

/** The module, whole; its case is opened at the first start. */
export function adminModule(): DynamicModule {
  return {
    module: AdminModule,
    controllers: [AdminController, AdminReading, AuditReading],
    providers: [Office],
    exports: [Office],
  };
}
