import { Controller } from '@nestjs/common';
import { areaController } from '../cases/area-controller.js';

/** Station officers and custodians: take a lead, verify on the spot, secure, seize, keep, give back. */
@Controller('station/leads')
export class StationController extends areaController('station') {}
