import { Controller } from '@nestjs/common';
import { handoverController } from '../duty/handover-controller.js';
import { rosterController } from '../duty/roster-controller.js';

/** Who is on duty at the center; the head of the center sets it. */
@Controller('center/roster')
export class CenterRosterController extends rosterController('center', ['centerLead']) {}

/** The change of shift at the center. */
@Controller('center/handovers')
export class CenterHandoverController extends handoverController('center') {}
