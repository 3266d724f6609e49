import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { accessModule } from './access/access.module.js';
import { limitsModule } from './access/limits/limits.module.js';
import { adminModule } from './admin/admin.module.js';
import { alarmModule } from './alarm/alarm.module.js';
import { AccessesController } from './audit/accesses.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { SearchController } from './audit/search.controller.js';
import { BankController } from './bank/bank.controller.js';
import { type CasesOptions, casesModule } from './cases/cases.module.js';
import { currentAdministration, currentBreakGlass, currentLead } from './cases/definitions.js';
import { CenterController } from './center/center.controller.js';
import { ComplaintsController } from './center/complaints.controller.js';
import { CenterHandoverController, CenterRosterController } from './center/duty.controllers.js';
import { RetentionController } from './center/retention.controller.js';
import { CONFIG, type Config } from './config.js';
import { dutyModule } from './duty/duty.module.js';
import { evidenceModule } from './evidence/evidence.module.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { HealthController } from './platform/health.controller.js';
import { MetricsController } from './platform/metrics.js';
import { ProblemFilter } from './platform/problem.filter.js';
import { provingModule } from './proving/proving.module.js';
import { StationHandoverController, StationRosterController } from './station/duty.controllers.js';
import { StationController } from './station/station.controller.js';

/** Which events a role may record, for `GET /me`. */
const catalogue = {
  eventsFor: (role: string) =>
    [currentLead, currentBreakGlass, currentAdministration].flatMap(({ events }) =>
      [...events.values()].filter((event) => event.roles.includes(role)).map((event) => event.type),
    ),
};

/** The whole process on one page. */
@Module({})
export class AppModule {}

/** The process with this configuration on this connected database. */
export function appModule(config: Config, dataSource: DataSource, cases: CasesOptions = {}): DynamicModule {
  return {
    module: AppModule,
    global: true,
    imports: [
      accessModule({
        home: config.home,
        suite: config.keys,
        catalogue,
        signIn: { ...config.signIn, demo: config.demo, poll: cases.poll !== false },
        clock: cases.clock,
      }),
      limitsModule(config.home, config.limits),
      casesModule(cases),
      dutyModule(cases),
      evidenceModule(config, cases),
      alarmModule(config.notify, cases),
      adminModule(),
      provingModule(config, cases),
      OpenApiModule,
    ],
    controllers: [
      HealthController,
      MetricsController,
      BankController,
      StationController,
      StationRosterController,
      StationHandoverController,
      CenterController,
      CenterRosterController,
      CenterHandoverController,
      ComplaintsController,
      AuditController,
      AccessesController,
      SearchController,
      RetentionController,
    ],
    providers: [
      { provide: CONFIG, useValue: config },
      { provide: DataSource, useValue: dataSource },
      { provide: APP_FILTER, useClass: ProblemFilter },
    ],
    exports: [CONFIG, DataSource],
  };
}
