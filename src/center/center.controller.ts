import { Controller } from '@nestjs/common';
import { reportingController } from '../cases/reporting-controller.js';
import { duty } from '../lead/roles.js';

/** The anti-fraud center and the bureaus: dispatch, follow, approve; open leads that start with the police. */
@Controller('center/leads')
export class CenterController extends reportingController('center', duty, {
  zh: '登记公安发起的线索',
  en: 'Open a lead that starts with the police',
}) {}
