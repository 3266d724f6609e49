import { Controller } from '@nestjs/common';
import { handoverController } from '../duty/handover-controller.js';
import { rosterController } from '../duty/roster-controller.js';

/** Who is on duty at a station; its duty desk sets it. */
@Controller('station/roster')
export class StationRosterController extends rosterController('station', ['stationDuty']) {}

/** The change of shift at a station. */
@Controller('station/handovers')
export class StationHandoverController extends handoverController('station') {}
