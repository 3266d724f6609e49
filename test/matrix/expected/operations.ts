import { rowsOf, wordsOf } from './table.js';

/** Who may call the routes of an area at all. Everybody else gets 403, whatever the case. */
export const areas: Readonly<Record<string, readonly string[]>> = {
  bank: ['teller', 'bankDesk'],
  station: ['stationDuty', 'officer', 'custodian'],
  center: ['dutyOfficer', 'centerLead', 'approver'],
};

// Events by area and by who may record them there. Somebody of the area without the role gets 403 on a case that they
// see, and 404 on every other.
const recordings = `
bank     teller bankDesk                  lead.supplemented lead.infoSupplied lead.withdrawn lead.feedbackAcknowledged lead.noted lead.alarmAcknowledged lead.rectified
bank     teller bankDesk                  hold.told hold.released hold.rectified account.located account.rectified parcel.flagged parcel.rectified
bank     teller bankDesk                  evidence.promised evidence.received evidence.withdrawn evidence.rectified
bank     teller                           lead.subjectLeft hold.started
bank     bankDesk                         account.stopPaid account.stopPayRefused account.frozen account.freezeQueued account.freezeRenewed account.unfrozen account.emptied
bank     bankDesk                         return.corrected return.executed

station  officer                          lead.supplemented lead.arrived lead.subjectLeft lead.classified lead.filed lead.filingDeclined lead.rectified lead.recordedInError
station  officer                          hold.extended hold.released hold.rectified
station  officer                          account.located account.freezeRequested account.traced account.sentWithCase account.unfreezeOrdered account.leftAlone account.emptied account.rectified
station  officer                          cash.sought cash.secured cash.seized cash.unrelated cash.announced cash.lost cash.rectified
station  officer                          gold.sought gold.secured gold.seized gold.unrelated gold.announced gold.lost gold.rectified
station  officer                          parcel.flagged parcel.carrierHeld parcel.opened parcel.delivered parcel.rectified
station  officer                          suspect.identified suspect.caught suspect.questioned suspect.summoned suspect.detained suspect.housed suspect.familyNotified suspect.interviewed
station  officer                          suspect.arrestRequested suspect.arrested suspect.bailed suspect.released suspect.fled suspect.wanted suspect.handedOver suspect.reclassified suspect.dismissed suspect.rectified
station  officer                          victim.identified victim.contacted victim.verified victim.reportLinked victim.reportTaken victim.persuaded victim.refused victim.familyContacted victim.rectified
station  officer                          claim.filed claim.verified claim.rejected claim.disputed claim.settled claim.rectified
station  officer                          return.proposed return.announced return.objected return.objectionResolved return.noticeServed return.withdrawn return.rectified
station  officer                          transfer.proposed transfer.handedOver transfer.notified transfer.rectified
station  stationDuty officer              lead.accepted lead.declined
station  officer stationDuty custodian    lead.noted lead.alarmAcknowledged evidence.promised evidence.received evidence.withdrawn evidence.rectified
station  custodian                        cash.custodyAccepted cash.sentWithCase cash.toTreasury gold.custodyAccepted gold.sentWithCase gold.toTreasury return.executed
station  officer custodian                cash.handedBack gold.handedBack gold.assayed gold.valued

center   dutyOfficer centerLead           lead.supplemented lead.acknowledged lead.linked lead.unlinked lead.infoRequested lead.dispatched lead.supportRequested lead.classified
center   dutyOfficer centerLead           lead.filed lead.filingDeclined lead.feedbackSent lead.concluded lead.rectified lead.recordedInError
center   dutyOfficer centerLead           hold.extended hold.released hold.rectified account.located account.stopPayOrdered account.leftAlone account.rectified
center   dutyOfficer centerLead           cash.sought cash.rectified gold.sought gold.rectified parcel.flagged parcel.rectified suspect.identified suspect.rectified
center   dutyOfficer centerLead           victim.identified victim.contacted victim.verified victim.reportLinked victim.reportTaken victim.persuaded victim.refused victim.familyContacted victim.rectified
center   dutyOfficer centerLead           claim.filed claim.verified claim.rejected claim.disputed claim.settled claim.rectified
center   dutyOfficer centerLead           return.proposed return.announced return.objected return.objectionResolved return.withdrawn return.rectified
center   dutyOfficer centerLead           transfer.proposed transfer.notified transfer.acknowledged transfer.rectified complaint.opened complaint.answered complaint.rectified
center   dutyOfficer centerLead           evidence.promised evidence.received evidence.withdrawn evidence.rectified
center   approver                         lead.filingExtended lead.filingRevoked account.freezeOrdered account.freezeRefused account.renewalOrdered
center   approver                         cash.seizureApproved gold.seizureApproved parcel.seizureApproved suspect.questioningExtended suspect.arrestRequestExtended
center   approver                         return.approved return.rejected transfer.approved
center   dutyOfficer centerLead approver  lead.noted lead.alarmAcknowledged transfer.refused
center   centerLead                       lead.reopened
center   centerLead approver              lead.legalHoldPlaced lead.legalHoldLifted
center   dutyOfficer centerLead           lead.erasureProposed
center   approver centerLead              lead.erasureApproved
center   approver dutyOfficer centerLead  lead.erasureRefused
`;

/** An event as somebody of an area may record it. */
export interface Recording {
  readonly operation: string;
  readonly area: string;
  readonly event: string;
  readonly roles: readonly string[];
}

/** What is recorded only by somebody who has just proved who they are; others who may are told so before anything else. */
export const wantsProof: readonly string[] = ['lead.erasureApproved', 'return.approved'];

/** Every event of every area. */
export const expectedRecordings: readonly Recording[] = rowsOf(recordings).flatMap(([area = '', roles, ...events]) =>
  events.flatMap(wordsOf).map((event) => ({ operation: `${area}.${event}`, area, event, roles: wordsOf(roles) })),
);

/**
 * How an operation decides:
 * - `public`: anybody, and nothing of any case; `signedIn`: everybody about themselves; `own`: it changes only who calls.
 * - `session`: one of one's own; `logs`: who looked at what.
 * - `list`: the cases that somebody has a part in, and no other.
 * - `case`: 404 unless somebody sees the case, then what they see of it.
 * - `part`: 404 unless somebody sees the case and the part.
 * - `upload`: a file, by whom sees the case whole.
 * - `opening`: a new case of one's own.
 * - `house`: what the own center or station keeps; nobody else's is there.
 * - `reveal`: one identity in the clear; `glass`: a case that was opened in an emergency; `office`: the house itself.
 * - `slip`: by its number, for the center only; `proof`: of the log of all entries.
 */
export type Deciding =
  | 'public'
  | 'signedIn'
  | 'list'
  | 'case'
  | 'part'
  | 'upload'
  | 'opening'
  | 'house'
  | 'slip'
  | 'own'
  | 'session'
  | 'logs'
  | 'reveal'
  | 'glass'
  | 'office'
  | 'proof';

/** An operation that is no event on a case. */
export interface Route {
  readonly operation: string;
  readonly deciding: Deciding;
  readonly roles: readonly string[];
  /** Whether it is there for somebody who has to enrol a second factor or change the password first. */
  readonly evenWhenDue: boolean;
}

const routes = `
signIn                    public    –
signInBrowser             public    –
signInSecondStep          public    –
refresh                   public    –
openApiDocument           public    –
docsPage                  public    –
docsFile                  public    –
healthLive                public    –
healthReady               public    –
metrics                   public    –
# Also for who owes something first: what serves to give it, to see oneself and to leave.
me                        signedIn  –  evenWhenDue
listSessions              signedIn  –  evenWhenDue
readSecondFactor          signedIn  –  evenWhenDue
csrfToken                 signedIn  –  evenWhenDue
endSession                session   –  evenWhenDue
stepUp                    own       –  evenWhenDue
signOut                   own       –  evenWhenDue
endOtherSessions          own       –  evenWhenDue
changePassword            own       –  evenWhenDue
enrolSecondFactor         own       –  evenWhenDue
confirmSecondFactor       own       –  evenWhenDue
removeSecondFactor        own       –
renewRecoveryCodes        own       –

bankListLeads             list      teller bankDesk
stationListLeads          list      stationDuty officer custodian
centerListLeads           list      dutyOfficer centerLead approver
centerListComplaints      list      dutyOfficer centerLead
centerListRetention       list      dutyOfficer centerLead approver

bankGetLead               case      teller bankDesk
bankLeadActions           case      teller bankDesk
bankLeadHistory           case      teller bankDesk
bankListSlips             case      teller bankDesk
stationGetLead            case      stationDuty officer custodian
stationLeadActions        case      stationDuty officer custodian
stationLeadHistory        case      stationDuty officer custodian
stationListSlips          case      stationDuty officer
centerGetLead             case      dutyOfficer centerLead approver
centerLeadActions         case      dutyOfficer centerLead approver
centerLeadHistory         case      dutyOfficer centerLead approver
centerListSlips           case      dutyOfficer centerLead

bankPrintSlip             part      teller bankDesk
bankPrintWorking          part      bankDesk
bankReadEvidence          part      teller bankDesk
stationPrintSlip          part      stationDuty officer
stationPrintWorking       part      stationDuty officer custodian
stationReadEvidence       part      stationDuty officer custodian
centerPrintSlip           part      dutyOfficer centerLead
centerPrintWorking        part      dutyOfficer centerLead approver
centerReadEvidence        part      dutyOfficer centerLead approver
centerEvidenceAccesses    part      dutyOfficer centerLead

bankGiveEvidence          upload    teller bankDesk
stationGiveEvidence       upload    officer stationDuty custodian
centerGiveEvidence        upload    dutyOfficer centerLead

bankReveal                reveal    teller bankDesk
stationReveal             reveal    stationDuty officer custodian
centerReveal              reveal    dutyOfficer centerLead approver
auditReveal               reveal    auditor

stationBreakGlass         glass     stationDuty officer custodian
centerBreakGlass          glass     approver
stationListBreakGlass     glass     stationDuty officer custodian
centerListBreakGlass      glass     dutyOfficer centerLead approver
auditListBreakGlass       glass     auditor
stationGetBreakGlass      glass     stationDuty officer custodian
centerGetBreakGlass       glass     dutyOfficer centerLead approver
auditGetBreakGlass        glass     auditor
# By whoever opened it, and at the center by its head; others of the area are told that it is not theirs to do.
station.breakGlass.ended      glass  stationDuty officer custodian
center.breakGlass.ended       glass  dutyOfficer centerLead approver
center.breakGlass.reviewed    glass  dutyOfficer centerLead approver

# Of the house itself; no case is anything to those who administer it.
adminActions                       office  securityAdmin systemAdmin
adminListOrganisations             office  securityAdmin systemAdmin
adminGetOrganisation               office  securityAdmin systemAdmin
adminListAccounts                  office  securityAdmin systemAdmin
adminGetAccount                    office  securityAdmin systemAdmin
adminHistory                       office  securityAdmin systemAdmin
auditListOrganisations             office  auditor
auditGetOrganisation               office  auditor
auditListAccounts                  office  auditor
auditGetAccount                    office  auditor
auditAdministrationHistory         office  auditor
admin.office.organisationCreated   office  systemAdmin
admin.office.organisationRenamed   office  systemAdmin
admin.office.phoneChanged          office  systemAdmin
admin.office.districtChanged       office  systemAdmin
admin.office.outletCovered         office  systemAdmin
admin.office.accountCreated        office  systemAdmin
admin.office.accountRenamed        office  systemAdmin
admin.office.accountDisabled       office  systemAdmin
admin.office.accountEnabled        office  systemAdmin
admin.office.accountMoved          office  systemAdmin
admin.office.rolesGranted          office  securityAdmin
admin.office.rolesWithdrawn        office  securityAdmin
admin.office.passwordReset         office  securityAdmin
admin.office.secondFactorReset     office  securityAdmin
admin.office.sessionsEnded         office  securityAdmin
admin.office.lockoutLifted         office  securityAdmin

bankReportLead            opening   teller bankDesk
centerReportLead          opening   dutyOfficer centerLead

stationReadRoster         house     stationDuty officer
stationSetRoster          house     stationDuty
stationDrawUpHandover     house     stationDuty officer
stationListHandovers      house     stationDuty officer
stationGetHandover        house     stationDuty officer
stationSignHandover       house     stationDuty officer
centerReadRoster          house     dutyOfficer centerLead
centerSetRoster           house     centerLead
centerDrawUpHandover      house     dutyOfficer centerLead
centerListHandovers       house     dutyOfficer centerLead
centerGetHandover         house     dutyOfficer centerLead
centerSignHandover        house     dutyOfficer centerLead

auditListLeads            list      auditor
auditGetLead              case      auditor
auditLeadHistory          case      auditor
auditVerifyLead           case      auditor
auditLeadAccesses         case      auditor
auditReadEvidence         part      auditor
auditListAccesses         logs      auditor
auditVerifyLog            logs      auditor
auditLeadChanges          case      auditor
auditLeadBundle           case      auditor
auditCheckpoint           proof     auditor
auditCheckpoints          proof     auditor
auditProof                proof     auditor
auditLog                  proof     auditor
auditCountCases           proof     auditor
auditCosign               proof     auditor
auditSearch               proof     auditor

centerFindSlip            slip      dutyOfficer centerLead
centerTakeComplaint       slip      dutyOfficer centerLead
`;

export const expectedRoutes: readonly Route[] = rowsOf(routes).map(([operation = '', deciding = '', roles, due]) => ({
  operation,
  deciding: deciding as Deciding,
  roles: wordsOf(roles),
  evenWhenDue: due === 'evenWhenDue',
}));
