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
