import { Problem } from '../platform/problem.js';
import { fileTypes } from './file-type.js';

const mebibyte = 1024 * 1024;

/** 413: the office takes no file as large as this. */
export function fileTooLarge(maxBytes: number): Problem {
  const most = Math.floor(maxBytes / mebibyte);
  return new Problem({
    status: 413,
    code: 'fileTooLarge',
    detail: {
      zh: `文件超过 ${most} MB，什么也没有保存。请分段录制或压缩后再上传。`,
      en: `The file is larger than ${most} MB and nothing was kept. Send it in parts, or smaller.`,
    },
  });
}

/** 415: what the content is, is not taken. */
export function fileTypeRefused(): Problem {
  const list = Object.values(fileTypes)
    .map(([ending]) => ending)
    .join(', ');
  return new Problem({
    status: 415,
    code: 'fileTypeRefused',
    detail: {
      zh: `按内容判断，不是可接收的文件，什么也没有保存。可接收：${list}。`,
      en: `By its content this is no file that is taken, and nothing was kept. Taken are: ${list}.`,
    },
  });
}

/** 415: the body is no file. */
export function noFile(): Problem {
  return new Problem({
    status: 415,
    code: 'noFile',
    detail: {
      zh: '请求内容须为文件本身（例如 Content-Type: application/octet-stream），不压缩。',
      en: 'The body must be the file itself, for example as application/octet-stream, without Content-Encoding.',
    },
  });
}

/** 400: the connection broke, or was closed, before the whole file had come. */
export function uploadBrokenOff(cause?: unknown): Problem {
  return new Problem(
    {
      status: 400,
      code: 'uploadBrokenOff',
      detail: { zh: '文件没有传完，什么也没有保存。请重新上传。', en: 'The file did not come whole. Send it again.' },
    },
    cause,
  );
}

/** 408: for too long nothing came. */
export function uploadStalled(): Problem {
  return new Problem({
    status: 408,
    code: 'uploadStalled',
    detail: {
      zh: '上传中断过久，什么也没有保存。请在网络良好时重新上传。',
      en: 'For too long nothing came, and nothing was kept. Send it again when the network is better.',
    },
  });
}

/** 408: the whole of it took too long. */
export function uploadTooSlow(): Problem {
  return new Problem({
    status: 408,
    code: 'uploadTooSlow',
    detail: {
      zh: '上传耗时过长，什么也没有保存。请在网络良好时重新上传，或将材料分段上传。',
      en: 'It took too long, and nothing was kept. Send it again when the network is better, or in several files.',
    },
  });
}

/** 429: as many files of this account as may come at once are on their way. */
export function tooManyUploads(most: number): Problem {
  return new Problem({
    status: 429,
    code: 'tooManyUploads',
    detail: {
      zh: `同一账号最多同时上传 ${most} 份材料，请待其中一份传完后再试。`,
      en: `One account may send ${most} files at once: try again when one of them has arrived.`,
    },
    headers: { 'retry-after': '5' },
  });
}

/** 507: the folder is full. */
export function storageFull(cause?: unknown): Problem {
  return new Problem(
    {
      status: 507,
      code: 'storageFull',
      detail: {
        zh: '存储空间不足，什么也没有保存。请联系系统管理员，稍后用同一个键重新上传。',
        en: 'There is no room left and nothing was kept. Tell the administrator, and send it again later with the same key.',
      },
    },
    cause,
  );
}

/** 503 with Retry-After: the folder cannot be used at this moment. */
export function storageUnavailable(cause?: unknown): Problem {
  return new Problem(
    {
      status: 503,
      code: 'storageUnavailable',
      detail: {
        zh: '文件存储暂时不可用，请稍后用同一个键重试。',
        en: 'The store of files cannot be used at the moment: try again shortly with the same key.',
      },
      headers: { 'retry-after': '10' },
    },
    cause,
  );
}

/** 500: the stored file is not the one that was received. */
export function fileDamaged(cause?: unknown): Problem {
  return new Problem(
    {
      status: 500,
      code: 'fileDamaged',
      detail: {
        zh: '保存的文件与收到时不一致，未予提供，已告警。请系统管理员从备份恢复。',
        en: 'The stored file is not the one that was received: it is not handed out, and an alarm was raised. It must be restored from a backup.',
      },
    },
    cause,
  );
}

/** 410: destroyed with the key of its case. */
export function fileErased(): Problem {
  return new Problem({
    status: 410,
    code: 'fileErased',
    detail: {
      zh: '本案个人信息已依法删除，文件不再存在。',
      en: 'The personal data of this case was erased, and the file with it.',
    },
  });
}

const why: Readonly<Record<string, { zh: string; en: string }>> = {
  promised: { zh: '文件尚未提交。', en: 'The file was promised and has not come yet.' },
  quarantined: {
    zh: '文件尚未查毒，暂不能下载，请稍后再试。',
    en: 'The file has not been scanned yet and cannot be read before: try again later.',
  },
  refused: { zh: '文件含有病毒，已拒收。', en: 'The file is infected: nobody reads it.' },
  withdrawn: { zh: '文件已撤回。', en: 'The file was withdrawn: nobody reads it.' },
};

/** 409: in this state nobody reads the file. */
export function fileNotReadable(state: string): Problem {
  return new Problem({
    status: 409,
    code: 'fileNotReadable',
    detail: why[state] ?? { zh: '文件不能下载。', en: 'The file cannot be read.' },
  });
}
