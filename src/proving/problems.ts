import { Problem } from '../platform/problem.js';

/** 404: nothing has been signed yet. */
export function noCheckpoint(): Problem {
  return new Problem({
    status: 404,
    code: 'noCheckpoint',
    detail: {
      zh: '尚无经签名的检查点，请稍后再试；若持续如此，请系统管理员检查签名服务是否在运行。',
      en: 'No checkpoint has been signed yet. Try again shortly; if it stays so, ask the administrator whether the signer is running.',
    },
  });
}

/** 404: no tree of one of these sizes was signed. */
export function noSuchCheckpoint(sizes: readonly number[]): Problem {
  const named = sizes.join(', ');
  return new Problem({
    status: 404,
    code: 'noSuchCheckpoint',
    detail: {
      zh: `本日志没有大小为 ${named} 的检查点。若您手中持有这样的检查点且签名无误，请将其交给核验人：历史可能被改动。`,
      en: `This log has no checkpoint of size ${named}. If you hold one whose signature is right, show it to whoever examines this: the past may have been changed.`,
    },
  });
}

/** 404: no checkpoint of this origin is known here. */
export function noSuchOrigin(): Problem {
  return new Problem({
    status: 404,
    code: 'noSuchOrigin',
    detail: {
      zh: '这里没有该名称的日志。请核对 origin，或不填以查询现行日志。',
      en: 'No log of this name is known here. Check `origin`, or leave it out for the log in force.',
    },
  });
}

/** 404: the entry is not there, or has no place in the tree that was asked about. */
export function notInTree(): Problem {
  return new Problem({
    status: 404,
    code: 'notInTree',
    detail: {
      zh: '这棵树中没有该条记录。刚写入的记录一两秒后才被检查点涵盖，请稍后再试；否则请核对案件标识与版本。',
      en: 'This tree has no such entry. What was just recorded is covered by a checkpoint a second or two later: try again; otherwise check the id of the case and the version.',
    },
  });
}

/** 400: what was sent is no checkpoint. */
export function noNote(cause?: unknown): Problem {
  return new Problem(
    {
      status: 400,
      code: 'notANote',
      detail: {
        zh: '提交的内容不是检查点签名文本。请原样提交 npm run witness 所签的文本。',
        en: 'This is not the signed note of a checkpoint. Send it as npm run witness signed it.',
      },
    },
    cause,
  );
}

/** 413: more than any checkpoint with its signatures. */
export function noteTooLarge(): Problem {
  return new Problem({
    status: 413,
    code: 'bodyTooLarge',
    detail: { zh: '签名文本不得超过 64 KiB。', en: 'The note may have 64 KiB at most.' },
  });
}

/** 415: a note is text. */
export function noteIsText(): Problem {
  return new Problem({
    status: 415,
    code: 'contentTypeNotSupported',
    detail: { zh: '请求内容类型须为 text/plain。', en: 'The content type must be text/plain.' },
  });
}

/** 403: no witness whom this house knows has signed it. */
export function noWitness(): Problem {
  return new Problem({
    status: 403,
    code: 'noWitness',
    detail: {
      zh: '其中没有本系统所列见证人的有效签名。请系统管理员将见证人公钥列入 LANJIE_WITNESSES。',
      en: 'It carries no right signature of a witness whom this house lists. Ask the administrator to list its public key in LANJIE_WITNESSES.',
    },
  });
}

/** 409: the witness signed what was not published here of late. */
export function otherCheckpoint(): Problem {
  return new Problem({
    status: 409,
    code: 'otherCheckpoint',
    detail: {
      zh: '近期没有发布过这一检查点。请取最后一个检查点，核对后重新签名；若您确由本系统取得，请保留该文本并立即查究。',
      en: 'No checkpoint of late has this text. Fetch the last one, check it and sign that. If you did get this one here, keep it and find out why.',
    },
  });
}
