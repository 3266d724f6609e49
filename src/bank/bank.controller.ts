import { Controller } from '@nestjs/common';
import { reportingController } from '../cases/reporting-controller.js';
import { desk } from '../lead/roles.js';

/** Tellers and bank head offices: report a lead, follow it, answer for the bank. */
@Controller('bank/leads')
export class BankController extends reportingController('bank', desk, { zh: '上报线索', en: 'Report a lead' }) {}
