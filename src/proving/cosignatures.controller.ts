import { Readable } from 'node:stream';
import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { rolesOfArea } from '../access/principal.js';
import { CONFIG, type Config } from '../config.js';
import type { Json } from '../engine/definition/index.js';
import { parseCheckpoint } from '../engine/ledger/checkpoint.js';
import { type Note, noteText, parseNote, signedBy, type Verifier } from '../engine/ledger/note.js';
import { addCosignature, type Cosignature } from '../engine/store/checkpoints.js';
import { Operation } from '../platform/operation.js';
import { takesStream } from '../platform/stream-body.js';
import { noNote, noteIsText, noteTooLarge, noWitness, otherCheckpoint } from './problems.js';

/** A checkpoint with the signatures of many witnesses has less. */
const MOST_BYTES = 64 * 1024;

/** Takes in what witnesses have signed. */
@Controller('audit/checkpoint/cosignatures')
export class CosignaturesController {
  constructor(
    @Inject(DataSource) private readonly ds: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @RouteConfig(takesStream)
  @Operation({
    id: 'auditCosign',
    tag: 'audit',
    roles: rolesOfArea('audit'),
    takes: ['text/plain'],
    summary: {
      zh: '提交见证人对检查点的签名；只接受所列见证人的签名',
      en: 'Hand in a witness’s signature on a checkpoint; only of witnesses that are listed',
    },
    responses: {
      200: { description: { zh: '此前已收', en: 'It was there before' } },
      201: { description: { zh: '已收，随检查点公布', en: 'Taken, and published with the checkpoint' } },
      400: { description: { zh: '不是检查点签名文本', en: 'Not the signed note of a checkpoint' } },
      409: { description: { zh: '近期没有发布过这一检查点', en: 'No checkpoint of late has this text' } },
      413: { description: { zh: '超过 64 KiB', en: 'More than 64 KiB' } },
      415: { description: { zh: '类型须为 text/plain', en: 'The type must be text/plain' } },
    },
  })
  async cosign(@Req() request: FastifyRequest, @Res({ passthrough: true }) response: FastifyReply): Promise<Json> {
    const { note, origin } = checkpointIn(await textOf(request));
    const signed = this.config.witnesses.flatMap((witness) => cosignatureBy(witness, note, origin));
    if (signed.length === 0) throw noWitness();
    const taken = await Promise.all(signed.map((one) => addCosignature(this.ds, one)));
    const [first] = taken;
    if (!first) throw otherCheckpoint();
    response.status(taken.some((one) => one?.added) ? 201 : 200);
    return { origin, size: first.size, witnesses: signed.map(({ name }) => name) };
  }
}

async function textOf({ body, headers }: FastifyRequest): Promise<string> {
  if (!/^text\/plain(;|$)/i.test(headers['content-type'] ?? '') || !(body instanceof Readable)) throw noteIsText();
  const chunks: Buffer[] = [];
  let size = 0;
  // Whoever sends too much is told so, for which the connection has to live.
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > MOST_BYTES) throw noteTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function checkpointIn(text: string): { note: Note; origin: string } {
  try {
    const note = parseNote(text);
    return { note, origin: parseCheckpoint(note.text).origin };
  } catch (error) {
    throw noNote(error);
  }
}

/** The first right signature of a witness, as it stands in the note. */
function cosignatureBy(witness: Verifier, { text, signatures }: Note, origin: string): Cosignature[] {
  for (const one of signatures) {
    const time = signedBy({ text, signatures: [one] }, witness);
    const line = noteText({ text: '', signatures: [one] }).slice(1);
    if (time !== null) return [{ origin, text, name: witness.name, line, signedAt: momentOf(time) }];
  }
  return [];
}

/** A witness's clock may say anything. */
function momentOf(seconds: number): Date {
  const moment = new Date(seconds * 1000);
  return Number.isNaN(moment.getTime()) || moment.getUTCFullYear() > 9999 ? new Date() : moment;
}
